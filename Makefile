# Tasks have names; .ci/run calls the same ones. `make` alone lists them.

PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
READY   := $(VENV)/.ready
WORKERS ?= 2
PYTEST  := $(BIN)/python -m pytest -n $(WORKERS) -q

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-all check fix golden bench clean

help: ## 列出全部任务
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## 建 .venv，装好依赖、hengji 命令和字体（demo、test 会自动先做）

$(READY): pyproject.toml requirements/dev.txt tools/fetch-fonts
	@tools/bootstrap $(PYTHON) $(VENV)
	@touch $@

demo: $(READY) ## 演示：读、查、打分、成文走一遍
	@tools/demo

test: $(READY) ## 测试（不含慢的）
	$(PYTEST) -m "not slow"

test-all: $(READY) ## 全部测试
	$(PYTEST)

check: $(READY) ## 格式、静态检查、类型、分层、篇幅、守卫
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/size-ratchet
	$(BIN)/python -m pytest -q tests/guards

fix: $(READY) ## 自动改好格式和能自动改的问题
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(READY) ## 重新生成对照文件（请逐行看 git diff）
	$(BIN)/python -m pytest -q --golden

bench: $(READY) ## 测速
	@set -e; for script in benchmarks/bench_*.py; do [ -e "$$script" ] || continue; echo "== $$script"; $(BIN)/python "$$script"; done

clean: ## 删去 .venv 和一切生成物
	rm -rf $(VENV) build dist demo-out benchmarks/results .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
