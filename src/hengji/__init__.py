"""Hengji 衡绩: yearly self-evaluation and final-accounts disclosure of Chinese local government departments.

A plain typed library: ``import hengji`` is a supported way to use it and loads neither a web framework nor a database.
"""

__version__ = "0.1.0"
