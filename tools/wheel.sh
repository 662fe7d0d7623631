#!/bin/sh
# Builds the wheel, installs it without any developer's tool into an empty environment, and does the main job from
# there: set up, import a plan, ask for one's actions. Nothing of the checkout is on the path.
set -eu

project=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "== build"
rm -rf dist
"$BIN"/python -m hatchling build -t wheel -d dist
wheel=$(ls "$project"/dist/*.whl)
"$BIN"/python - "$wheel" <<'PYTHON'
import sys, zipfile

names = zipfile.ZipFile(sys.argv[1]).namelist()
rooms = {name.split("/")[0] for name in names if ".dist-info" not in name}
assert rooms == {"bot", "adapters", "domain", "storage", "manifests"}, rooms
assert any(name.startswith("storage/migrations/versions/") for name in names), "the migrations are missing"
assert not [name for name in names if "node_modules" in name or name.endswith(".map")]
page = [name for name in names if name.startswith("bot/playground/web/dist/")]
assert "bot/playground/web/dist/index.html" in names, "the demo's page is missing: make web"
assert not [name for name in names if name.startswith("bot/playground/web/src")], "the page's sources are in it"
print(f"{len(names)} files, {len(page)} of them the demo's page")
PYTHON

echo "== install into an empty environment"
"$BIN"/python -m venv "$work/venv"
"$work"/venv/bin/python -m pip --disable-pip-version-check -qq install --require-hashes -r requirements.lock
"$work"/venv/bin/python -m pip --disable-pip-version-check -qq install --no-deps --no-index "$wheel"
"$work"/venv/bin/python -m pip --disable-pip-version-check check

mkdir "$work/desk"
cd "$work/desk"
PATH=$work/venv/bin:$PATH
unset PYTHONPATH
export HOME="$work/desk" XDG_DATA_HOME="$work/desk/data" ACTIONLOG_TIMEZONE=Europe/London

say() {
    echo "\$ actionlog $*"
    actionlog "$@"
}

expect() {
    wanted=$1
    shift
    echo "\$ actionlog $*"
    actionlog "$@" >"$work/said" 2>&1 </dev/null || { cat "$work/said"; echo "It failed." >&2; exit 1; }
    cat "$work/said"
    grep -q -e "$wanted" "$work/said" || { echo "It should have said: $wanted" >&2; exit 1; }
}

{
    printf 'Rec no.\tRecommendation\tAction\tLead\tTarget date\tRAG\n'
    printf '1\tThe river path should be safe after dark.\tLight the path from the mill to the weir.\tAQ\t30/06/2021\tAmber\n'
    printf '2\tResidents should hear of closures.\tWrite to every address before work begins.\tBN\tSeptember 2031\tGreen\n'
} >plan.txt

expect "setup" --help
expect "Riverside" setup --organisation "Riverside Partnership" --administrator "Ada Quill"
expect "2 actions" import plan.txt --plan RIV --yes
expect "RIV" golive RIV
expect "Ada Quill" link AQ --person "Ada Quill"
expect "RIV-1" say mine --as "Ada Quill"
expect "RIV-1" say "done 1: lamps are lit" --as "Ada Quill"
expect "lamps are lit" say "history RIV-1" --as "Ada Quill"
echo "The wheel works on its own."
