"""One linear programme that is asked many questions: HiGHS keeps its basis from one to the next."""

import highspy
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
INF = float("inf")


class Infeasible(ValueError):
    """No numbers fulfil all rows."""


class Undecided(ValueError):
    """The question was given up."""


class Programme:
    """low <= rows @ x <= high, floor <= x <= ceiling; open until it is forgotten, for one thread."""

    def __init__(self, rows: sp.csr_array, low: Numbers, high: Numbers, floor: Numbers, ceiling: Numbers) -> None:
        self.columns = int(rows.shape[1])
        self._patience = 0.0
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]  # the library has no types there
        for option, value in (("output_flag", False), ("threads", 1), ("presolve", "off")):
            self._highs.setOptionValue(option, value)
        self._highs.addVars(self.columns, floor, ceiling)
        starts, index = rows.indptr.astype(np.int32), rows.indices.astype(np.int32)
        self._highs.addRows(int(rows.shape[0]), low, high, rows.nnz, starts[:-1], index, rows.data.astype(np.float64))

    def whole(self, columns: NDArray[np.int64], patience: float) -> None:
        """From now on only whole numbers are allowed there; a question is given up after `patience` seconds."""
        kinds = np.full(len(columns), int(highspy.HighsVarType.kInteger), np.uint8)
        self._highs.changeColsIntegrality(len(columns), columns.astype(np.int32), kinds)
        self._patience = patience
        for option, value in (("mip_rel_gap", 0.0), ("presolve", "on")):
            self._highs.setOptionValue(option, value)

    def bound(self, column: int, floor: float, ceiling: float) -> None:
        """Change what a column may be."""
        self._highs.changeColBounds(column, floor, ceiling)

    def cost(self, column: int, cost: float) -> None:
        """Change what a unit of a column costs."""
        self._highs.changeColCost(column, cost)

    def least(self) -> tuple[float, Numbers]:
        """The smallest cost and where it is; Infeasible; -inf where there is no smallest."""
        return self._ask(highspy.ObjSense.kMinimize)

    def reach(self, column: int, largest: bool) -> tuple[float, Numbers]:
        """How far a column reaches, and all columns where it does (nan where it reaches infinitely); Infeasible."""
        self._highs.changeColCost(column, 1.0)
        try:
            return self._ask(highspy.ObjSense.kMaximize if largest else highspy.ObjSense.kMinimize)
        finally:
            self._highs.changeColCost(column, 0.0)

    def _ask(self, sense: highspy.ObjSense) -> tuple[float, Numbers]:
        self._highs.changeObjectiveSense(sense)
        if self._patience:  # the limit is one of all questions together
            self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self._patience)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            found = np.array(self._highs.getSolution().col_value)
            return float(self._highs.getInfo().objective_function_value), found
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return (-INF if sense == highspy.ObjSense.kMinimize else INF), np.full(self.columns, np.nan)
        if status == highspy.HighsModelStatus.kTimeLimit:
            raise Undecided
        raise Infeasible(self._highs.modelStatusToString(status))
