.PHONY: test lint format golden sample benchmark

test:
	bash .ci/test

lint:
	swift format lint --strict --recursive Sources Tests Package.swift

format:
	swift format --in-place --recursive Sources Tests Package.swift

golden:
	RECORD_GOLDEN=1 bash .ci/test

sample:
	bash .ci/sample

benchmark:
	bash Benchmarks/run
