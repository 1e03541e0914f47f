# `make` lists the commands. Set-up happens by itself, on first use.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help talk web screens ask test content models train eval soak lint-content review apply-review package-lambda build-Skill bench soak-http package certify icons device-test sam-build sam-validate faults format lock listen publish rollback published rehearse audit sbom timing hear setup-system clean

PYTHON ?= python3
CONTENT ?= content
BIN := .venv/bin
export CONTENT PYTHON

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

talk: .venv/$(if $(MIC),test,talk).done ## talk to the skill in the terminal (VOICE=1 speaks aloud, MIC=1 listens)
	@$(BIN)/python -m $(if $(MIC),tools.listening talk,tools.simulator) $(if $(VOICE),--aloud)

web: .venv/talk.done ## talk to the skill in the browser, on a page of this machine
	@$(BIN)/python -m tools.simulator.web

ask: .venv/talk.done ## ask one question: make ask Q="how do I prepare"
	@test -n "$$Q" || { echo 'say what to ask: make ask Q="how do I prepare"'; exit 2; }
	@$(BIN)/python -m tools.simulator $(if $(VOICE),--aloud) -- "$$Q"

test: .venv/test.done ## run everything that CI runs
	@tools/test

coverage: .venv/test.done ## say which lines of what ships the tests reach (slow)
	@$(BIN)/pytest -q --cov --cov-report=term:skip-covered

content: .venv/talk.done ## compile the content to build/content
	@$(BIN)/python -m tools.pack compile

models: .venv/talk.done ## write the interaction models from the content
	@$(BIN)/python -m tools.pack models

screens: .venv/test.done node_modules/.package-lock.json ## show and measure every screen (ARGS="--locale en-GB")
	@$(BIN)/python -m tools.screens $(ARGS)

lint-content: .venv/test.done ## hold the content to every rule, and measure it
	@$(BIN)/python -m tools.pack lint

review: .venv/test.done ## write the page to review, build/review/index.html (VOICE=1 adds sound)
	@$(BIN)/python -m tools.review $(if $(LOCALE),--locale $(LOCALE)) $(if $(VOICE),--voice)

apply-review: .venv/test.done ## mark what a review approved: make apply-review FILE=review.json
	@test -n "$$FILE" || { echo 'say which review: make apply-review FILE=review.json'; exit 2; }
	@$(BIN)/python -m tools.review apply "$$FILE"

train: .venv/test.done ## train the understanding from the asks (minutes)
	@$(BIN)/python -m tools.training

soak: .venv/test.done ## play 5,000 random conversations and 20,000 broken envelopes (SEQUENCES=…)
	@SEQUENCES=$${SEQUENCES:-5000} $(BIN)/pytest -q --no-cov -s --show-capture=no tests/test_any_path.py -k "promises or exception"

eval: .venv/test.done ## measure the understanding (ARGS=--failures lists them)
	@$(BIN)/python -m tools.evaluation $(ARGS)

package-lambda: .venv/talk.done ## build what Lambda runs, build/lambda and a zip (RUNTIME=python3.11)
	@$(BIN)/python -m tools.package --zip $(if $(RUNTIME),--runtime $(RUNTIME))

bench: .venv/test.done ## measure starts, answers and growth beside peers (minutes; ARGS="--starts 10")
	@$(BIN)/python -m tools.bench $(ARGS)

soak-http: .venv/test.done ## a minute of sessions on two processes: speed, memory, errors
	@$(BIN)/python -m tools.bench.soak $(ARGS)

build-Skill: .venv/talk.done # `sam build` asks for this; never with another runtime
	@$(BIN)/python -m tools.package --into "$(ARTIFACTS_DIR)"

package: .venv/test.done ## write the skill package, build/skill-package (ALLOW_DRAFT=1 takes drafts)
	@$(BIN)/python -m tools.skill_package build

certify: .venv/test.done ## hold the skill package to Amazon's rules; the report: build/certify/index.html
	@$(BIN)/python -m tools.certify

device-test: .venv/talk.done ## the dialogues as cases for Alexa herself (SKILL_ID=… runs them, with ask)
	@$(BIN)/python -m tools.device_test

icons: .venv/test.done ## render the skill's icons from content/icons/icon.svg
	@$(BIN)/python -m tools.skill_package icons

publish: .venv/test.done ## publish the content: BUCKET=name (ALLOW_DRAFT=1, DRY_RUN=1)
	@$(BIN)/python -m tools.publish publish

rollback: .venv/test.done ## make an earlier release live: BUCKET=name (VERSION=…, DRY_RUN=1)
	@$(BIN)/python -m tools.publish rollback

published: .venv/test.done ## tell what is live, and what differs here: BUCKET=name
	@$(BIN)/python -m tools.publish published

rehearse: .venv/test.done ## go the whole way to AWS and back on this machine, with no account
	@$(BIN)/python -m tools.rehearsal --content "$$CONTENT"

sam-build: .venv/talk.done .venv-sam/sam.done ## build with AWS SAM, without Docker: .aws-sam
	@$(BIN)/python -m tools.pack compile >/dev/null
	@SAM_CLI_TELEMETRY=0 .venv-sam/bin/sam build

sam-validate: .venv-sam/sam.done .venv-checkov/checkov.done ## hold the template to SAM's and checkov's rules
	@SAM_CLI_TELEMETRY=0 .venv-sam/bin/sam validate --lint --region us-east-1
	@.venv-checkov/bin/checkov --file template.yaml --framework cloudformation \
	  --skip-download --compact --quiet

audit: .venv/talk.done .venv-audit/audit.done ## ask whether faults are known of any dependency (needs the network)
	@$(BIN)/python -m tools.audit

sbom: .venv-audit/audit.done ## list what ships and what the desk uses, in CycloneDX's form: build/sbom
	@mkdir -p build/sbom
	@for lock in lambda test; do .venv-audit/bin/cyclonedx-py requirements locks/$$lock.lock \
	  --output-reproducible --output-format JSON --output-file build/sbom/$$lock.cdx.json && \
	  echo "build/sbom/$$lock.cdx.json: $$(grep -c '"bom-ref"' build/sbom/$$lock.cdx.json) components"; done

faults: .venv/test.done ## inject every fault into a bucket, and print what is heard
	@$(BIN)/python -m tools.faults

listen: .venv/talk.done ## the dialogues as sound files, build/listen (LOCALE=en-GB for another place)
	@$(BIN)/python -m tools.listening $(if $(LOCALE),--locale $(LOCALE)) listen

timing: .venv/talk.done ## how long a listener is spoken to, held to the budgets
	@$(BIN)/python -m tools.listening $(if $(LOCALE),--locale $(LOCALE)) timing

hear: .venv/test.done ## speak to the skill and see what arrives by voice alone (ASKS=3 MINUTES=10)
	@$(BIN)/python -m tools.listening $(if $(LOCALE),--locale $(LOCALE)) hear $(if $(ASKS),--asks $(ASKS)) $(if $(MINUTES),--minutes $(MINUTES))

format: .venv/test.done ## put code into its usual form
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: ## choose the newest packages that fit, and write the lock files
	@tools/lock

setup-system: ## install what needs root: Chromium, node, two voices (Debian)
	apt-get update -qq
	apt-get install -y --no-install-recommends chromium espeak-ng flite
	command -v npm >/dev/null || apt-get install -y --no-install-recommends nodejs npm

clean: ## throw away what is built, and the environment
	rm -rf build .aws-sam .venv .venv-* node_modules

node_modules/.package-lock.json: package-lock.json
	npm ci --no-audit --no-fund --ignore-scripts

.venv/%.done: locks/%.lock pyproject.toml tools/setup
	@tools/setup $*

.venv-sam/sam.done: locks/sam.lock tools/setup
	@tools/setup sam

.venv-checkov/checkov.done: locks/checkov.lock tools/setup
	@tools/setup checkov

.venv-audit/audit.done: locks/audit.lock tools/setup
	@tools/setup audit
