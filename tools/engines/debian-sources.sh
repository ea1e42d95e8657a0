# Sourced: where this machine gets Debian's packages from, as its own apt is told. The caller has defined `fail`.

# debian_archive [PATH]: the address of an archive with that path (default debian; or debian-security) in the machine's apt sources.
debian_archive() {
  local path=${1:-debian} found
  found=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -E "/$path/?\$" | head -n 1) || true
  [ -n "$found" ] || fail "needs Debian's packages: no source of apt on this machine ends in /$path"
  echo "${found%/}"
}
