"""The evaluation report: drafted from records, written over by an editor, kept in versions.

``nodes`` is the report as a tree, ``drafting`` makes it from a ``StrategyView``, ``rewriting`` puts editors' words in,
``comparing`` tells two versions apart, ``paper``, ``html`` and ``page`` write it out. Nothing here asks the database or
the clock; what must be known beside the view comes in a ``Sight`` (``selectors.reporting``).
"""
