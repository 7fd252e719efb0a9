package dev.w2s.hub;

import dev.w2s.problem.BadInputException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A repository of the hub at a revision, and what is meant within it.
///
/// Written `hf:org/name@revision` for a model and `hf:datasets/org/name@revision!/path` for files
/// of a data set.
///
/// @param kind what the repository holds
/// @param repository `org/name`, or the bare name of one of the hub's oldest repositories
/// @param revision a branch, a tag, or a commit's 40 digits; `main` where none is written
/// @param path a file, or a pattern with `*` (within a folder) and `**` (across folders); empty for
///   the repository as a whole
public record HubAddress(Kind kind, String repository, String revision, String path) {
  /// What an address starts with.
  public static final String SCHEME = "hf:";

  /// How a model is written.
  public static final String MODEL_FORM = "hf:org/name@revision";

  /// How files of a data set are written.
  public static final String DATA_FORM = "hf:datasets/org/name@revision!/path";

  private static final String MAIN = "main";
  private static final String DATASETS = "datasets/";
  private static final Pattern FORM =
      Pattern.compile("hf:(datasets/)?([^@!]+)(?:@([^!]+))?(?:!/(.+))?");
  private static final Pattern REPOSITORY =
      Pattern.compile("[A-Za-z0-9_][\\w.-]{0,95}(?:/[A-Za-z0-9_][\\w.-]{0,95})?");
  private static final Pattern REVISION = Pattern.compile("[\\w.][\\w./+-]*");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /// What a repository holds.
  public enum Kind {
    MODEL,
    DATASET
  }

  public HubAddress {
    Objects.requireNonNull(kind, "kind");
    require(
        isRepository(repository),
        "'" + repository + "' is no repository of the hub; one is org/name");
    require(
        REVISION.matcher(revision).matches() && isInside(revision),
        "'" + revision + "' is no revision; one is a branch, a tag or a commit");
    require(path.isEmpty() || isInside(path), "'" + path + "' is no path within a repository");
  }

  /// Reads an address.
  ///
  /// @throws BadInputException where it is none
  public static HubAddress parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new BadInputException(
          "'%s' is no place on the hub; a model is %s, files of a data set are %s"
              .formatted(text, MODEL_FORM, DATA_FORM));
    }
    try {
      return new HubAddress(
          parts.group(1) == null ? Kind.MODEL : Kind.DATASET,
          Objects.requireNonNull(parts.group(2)),
          Optional.ofNullable(parts.group(3)).orElse(MAIN),
          Optional.ofNullable(parts.group(4)).orElse(""));
    } catch (IllegalArgumentException e) {
      throw new BadInputException("'" + text + "': " + e.getMessage());
    }
  }

  /// Whether the revision can never mean other bytes.
  public boolean isPinned() {
    return COMMIT.matcher(revision).matches();
  }

  /// The same place at a commit.
  public HubAddress at(String commit) {
    return new HubAddress(kind, repository, commit, path);
  }

  /// The repository as a whole.
  public HubAddress whole() {
    return new HubAddress(kind, repository, revision, "");
  }

  /// As it is written.
  @Override
  public String toString() {
    String at = revision.equals(MAIN) ? "" : "@" + revision;
    return SCHEME + prefix() + repository + at + (path.isEmpty() ? "" : "!/" + path);
  }

  private String prefix() {
    return kind == Kind.DATASET ? DATASETS : "";
  }

  /// `--` stands for the slash in the cache, and may not be in a name.
  private static boolean isRepository(String text) {
    return REPOSITORY.matcher(text).matches() && !text.contains("--") && !text.contains("..");
  }

  /// Whether a path, of a user or of a server, stays below where it starts on every platform.
  public static boolean isInside(String path) {
    return path.chars().noneMatch(c -> c == '\\' || c == ':' || Character.isISOControl(c))
        && Arrays.stream(path.split("/", -1))
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
