"""A kind of import contract that names what may be imported, not what may not; read by import-linter."""

from collections.abc import Iterable

import grimp
from importlinter import Contract, ContractCheck, fields, output


class OnlyContract(Contract):
    """Of our packages `importers` import only `ours`, of others all but `not_theirs`; directly.

    A name stands for the module and what lies below it; what lies below one importer may know each other. A module
    added to the atlas is closed to the importers until it is named: a list of what is forbidden would have to grow
    with every module. `besides` names single imports that are allowed all the same, as `importer -> imported`.
    """

    type_name = "only"

    importers = fields.ListField(subfield=fields.StringField())
    ours = fields.ListField(subfield=fields.StringField())
    not_theirs = fields.ListField(subfield=fields.StringField())
    besides = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        roots = self.session_options["root_packages"]
        besides = {tuple(one.split(" -> ")) for one in self.besides or ()}
        found = [
            (importer, imported)
            for package in self.importers
            for importer in sorted(_within(graph.modules, [package]))
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if (importer, imported) not in besides
            and (
                _is_in(imported, self.not_theirs)
                or (_is_in(imported, roots) and not _is_in(imported, [*self.ours, package]))
            )
        ]
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["found"]:
            output.print_error(f"- {importer} imports {imported}", bold=False)
        output.new_line()


def _within(modules: Iterable[str], names: list[str]) -> set[str]:
    return {module for module in modules if _is_in(module, names)}


def _is_in(module: str, names: list[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)
