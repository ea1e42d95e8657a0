# Sourced after engine.sh: programs out of Debian packages without installing these. A package list of our own, from where the
# machine gets its packages: its sources, lists and installed packages stay as they are. apt checks the signatures.
. "$(dirname "${BASH_SOURCE[0]}")/debian-sources.sh"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# from_debian SUITE PACKAGE PATH...: puts the files at PATH of PACKAGE into $folder/bin.
from_debian() {
  local suite=$1 package=$2 packages=$folder/packages archive
  shift 2
  on_path apt-get "$package is taken from a Debian package"
  on_path dpkg-deb "$package is taken from a Debian package"
  [ -r "$keyring" ] || fail "needs $keyring: apt-get install debian-archive-keyring"
  archive=$(debian_archive)
  say "fetching $package from Debian (seconds, once)"
  rm -rf "$packages"
  mkdir -p "$packages"/state/lists/partial "$packages"/cache/archives/partial "$packages/unpacked" "$folder/bin"
  echo "deb [signed-by=$keyring] $archive $suite main" >"$packages/$suite.list"
  local apt=(timeout 300 apt-get -q -o "Dir::Etc::sourcelist=$packages/$suite.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State=$packages/state"
    -o Dir::State::status=/dev/null -o "Dir::Cache=$packages/cache" -o "APT::Sandbox::User=$(id -un)" -o Acquire::Languages=none)
  (cd "$packages" && "${apt[@]}" update && "${apt[@]}" download "$package") >"$folder/packages.log" 2>&1 || fail "$package could not be fetched, see $folder/packages.log"
  dpkg-deb -x "$packages/$package"_*.deb "$packages/unpacked"
  for path in "$@"; do mv "$packages/unpacked/$path" "$folder/bin/"; done
  rm -rf "$packages"
}
