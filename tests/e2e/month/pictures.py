PICTURED: dict[int, tuple[str, str]] = {}
