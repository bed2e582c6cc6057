"""A town of one's own: from three decisions, outlines and one workbook to a folder that `atlas load` reads.

Every answer is kept in the folder as it is given (`record`), so that one may leave at any time and go on later.
"""
