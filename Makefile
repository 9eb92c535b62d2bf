# Convenience only; `bash .ci/run` needs no make.
.PHONY: test
test:
	bash .ci/run
