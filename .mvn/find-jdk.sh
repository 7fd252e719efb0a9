# Finds the JDK for w2s and mvnw, which source this file. POSIX sh; starts no java, but reads the `release` file that each JDK has.
# JDK_ROOT stands before the folders that are looked in, for tests.

# Sets `version` to that of the JDK in $1, and `rank` to a number that grows with it; 0 where there is no JDK.
read_jdk() {
  version='' rank=0
  [ -r "$1/release" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  while IFS='=' read -r key value || [ -n "$key" ]; do
    [ "$key" != JAVA_VERSION ] || version=$value
  done <"$1/release"
  version=${version#\"}
  version=${version%%\"*}
  rank_of "$version"
}

rank_of() {
  old_ifs=$IFS IFS=._+-
  set -- $1
  IFS=$old_ifs
  for part in "${1:-x}" "${2:-0}" "${3:-0}"; do
    case $part in *[!0-9]*) part=0 ;; esac
    rank=$((rank * 1000 + part))
  done
}

# Prints where the command $1 lies, links followed.
real_path() {
  file=$1
  while [ -h "$file" ]; do
    link=$(readlink "$file")
    case $link in /*) file=$link ;; *) file=${file%/*}/$link ;; esac
  done
  printf '%s\n' "$file"
}

# Prints the home of the JDK to use: JAVA_HOME's or the PATH's where it is new enough, else the newest of the usual folders.
# Says in one line what to do, and returns 2, where there is none.
find_jdk() (
  set +euf
  best='' best_rank=24999999 newest='' newest_rank=0
  on_path=$(real_path "$(command -v javac)")
  for home in "${JAVA_HOME-}" "${on_path%/bin/*}"; do
    read_jdk "$home"
    [ "$rank" -le "$best_rank" ] || { printf '%s\n' "$home"; return 0; }
    [ "$rank" -le "$newest_rank" ] || { newest=$version newest_rank=$rank; }
  done
  root=${JDK_ROOT-}
  for home in "$root"/usr/lib/jvm/* "$root"/usr/lib64/jvm/* "$root"/usr/java/* "$root"/usr/local/*jdk* "$root"/opt/*jdk* "$root"/opt/java/* \
    "$root"/Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$root"/opt/homebrew/opt/openjdk* "$root"/usr/local/opt/openjdk* "$root"/home/linuxbrew/.linuxbrew/opt/openjdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* "$HOME"/.local/share/mise/installs/java/* "$HOME"/.jbang/cache/jdks/*; do
    read_jdk "$home"
    [ "$rank" -le "$best_rank" ] || { best=$home best_rank=$rank; }
    [ "$rank" -le "$newest_rank" ] || { newest=$version newest_rank=$rank; }
  done
  [ -z "$best" ] || { printf '%s\n' "$best"; return 0; }
  printf '%s\n' "W2S needs a JDK 25 or newer but found ${newest:-none}: install one (https://adoptium.net), or set JAVA_HOME to where it is" >&2
  return 2
)
