"""The shared domain layer: what an action plan is, and what people may do with it.

No I/O, no event loop and no platform words live here; `import-linter` holds that.
"""
