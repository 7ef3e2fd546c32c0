# Peil: what there is to do. `make help` lists it.

PREFIX ?= /usr
DESTDIR ?=
SYSCONFDIR ?= /etc
BINARY ?= .build/release/peil

# The toolchain is on the path, or where its archive is usually unpacked.
export PATH := $(PATH):/opt/swift/usr/bin

SOURCES = Package.swift Sources Tests Benchmarks

.PHONY: help build test torture attacks sbom fuzz soak pages demo install deb format bench oracles docs clean

help: ## Lists what there is to do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## Builds the release binary, .build/release/peil
	swift build -c release --static-swift-stdlib --product peil

test: ## Installs what is missing, then checks everything that CI checks
	.ci/install
	.ci/check

TRIALS ?= 1000
SEED ?= 20261130

torture: ## Kills and starves the daemon TRIALS times in each way, from SEED; some hours
	.ci/install
	swift build -c release --product peil
	swift build --build-tests
	TORTURE_BINARY=$(CURDIR)/.build/release/peil TORTURE_TRIALS=$(TRIALS) TORTURE_SEED=$(SEED) \
		swift test --skip-build --filter 'a disturbed daemon|FullDiskTests|releases that wait for approval' | tee .build/torture.log
	@grep 'torture:' .build/torture.log

attacks: ## Attacks releases by offsets from their files, TRIALS of each kind, from SEED; some hours
	.ci/install
	swift build --build-tests
	ATTACK_TRIALS=$(TRIALS) ATTACK_SEED=$(SEED) \
		swift test --skip-build --filter 'an attack from published files alone' | tee .build/attacks.log
	@grep 'attacks:' .build/attacks.log

COUNT ?= 5000

soak: ## Delivers COUNT corrections one after the other; cost must stay flat
	.ci/install
	swift build -c release --product peil
	python3 Benchmarks/soak/soak.py .build/release/peil $(COUNT)

BINARIES ?= .build/debug

pages: ## Looks at every page in Chromium, with axe-core; pictures in .build/pages. Some minutes
	axe=$$(.ci/axe) && .ci/pages-trial $(BINARIES) --pictures .build/pages $${axe:+--axe "$$axe"}

RUNS ?= 10000000

fuzz: ## Fuzzes every reader, codebook, configuration, state machine and encoding RUNS times
	.ci/install
	.ci/fuzz $(RUNS) 360000

demo: ## Installs what is missing, builds, and shows Peil at work
	@demo/story
	@mkdir -p demo-scratch
	@{ .ci/install && swift build -c release --static-swift-stdlib --product peil \
		&& swift build -c release --static-swift-stdlib --product synthesize; } >demo-scratch/build.log 2>&1 \
		|| { tail -n 30 demo-scratch/build.log; exit 1; }
	@demo/run

install: ## Installs what was built: make install DESTDIR= PREFIX=/usr
	.ci/install-files "$(BINARY)" "$(DESTDIR)" "$(PREFIX)" "$(SYSCONFDIR)"

deb: ## Makes the Debian package of what was built, in .build/deb
	.ci/deb "$(BINARY)"

format: ## Formats every Swift file
	swift format -i -r -p $(SOURCES)

bench: ## Runs the benchmarks and prints ratios
	Benchmarks/run

oracles: ## Compares with R and has others read every form; installs what that needs
	.ci/install
	Benchmarks/oracles/run-oracles
	Benchmarks/oracles/run-extracts

docs: ## Writes the documents that are made from the sources
	.ci/findings-manual

sbom: ## Writes a bill of materials as CycloneDX, .build/peil.cdx.json
	.ci/sbom

clean: ## Removes what was built and the scratch of the demonstration
	rm -rf .build demo-scratch Benchmarks/.build
