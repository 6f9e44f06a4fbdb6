#!/usr/bin/env bash
# What action.yml runs. Reads DRYFIT_* from the environment, writes reports, and exits as the command line does.
set -uo pipefail

mapfile -t paths < <(printf '%s\n' "${DRYFIT_PATHS:-.}" | sed 's/^[[:space:]]*//; s/[[:space:]]*$//; /^$/d')
common=(--region "${DRYFIT_REGION:-us-east-1}" --fail-on "${DRYFIT_FAIL_ON:-error}")
checking=("${common[@]}")
[ -z "${DRYFIT_BASELINE:-}" ] || checking+=(--baseline "$DRYFIT_BASELINE")
comparing=("${common[@]}")
[ -z "${DRYFIT_BUDGET:-}" ] || comparing+=(--budget "$DRYFIT_BUDGET")
out=${DRYFIT_OUTPUT:-dryfit-report}
mkdir -p "$out"

dryfit() { npx --yes "dryfit@$DRYFIT_VERSION" "$@"; }
worst=0
keep_worst() { [ "$1" -le "$worst" ] || worst=$1; }

dryfit check "${checking[@]}" --format sarif -- "${paths[@]}" >"$out/dryfit.sarif"
keep_worst $?
# People read the log: the same findings once more, as text.
dryfit check "${checking[@]}" -- "${paths[@]}"
keep_worst $?
# Bad usage leaves no report, and an upload of nothing would hide the reason.
[ ! -s "$out/dryfit.sarif" ] || echo "sarif=$out/dryfit.sarif" >>"$GITHUB_OUTPUT"

if [ -n "${DRYFIT_BASE:-}" ]; then
  : >"$out/change.md"
  for path in "${paths[@]}"; do
    dryfit diff "${comparing[@]}" --format markdown -- "$DRYFIT_BASE" "$path" >>"$out/change.md"
    keep_worst $?
  done
  cat "$out/change.md" >>"$GITHUB_STEP_SUMMARY"
  echo "comment=$out/change.md" >>"$GITHUB_OUTPUT"
fi
exit "$worst"
