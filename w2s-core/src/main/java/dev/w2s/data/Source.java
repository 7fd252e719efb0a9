package dev.w2s.data;

import dev.w2s.hub.HubAddress;
import java.nio.file.Path;
import java.util.Objects;

/// Where records come from.
public sealed interface Source {
  /// A file of records: `.jsonl`, `.ndjson`, `.csv`, `.tsv` (plain, `.gz`, `.zst`) or `.parquet`.
  record File(Path path) implements Source {
    public File {
      Objects.requireNonNull(path, "path");
    }
  }

  /// A file of records in a data set of the hub, fetched and at one commit.
  ///
  /// @param address the repository, the revision that was asked for, and the file's path in it
  /// @param commit that the revision was at
  /// @param path where the file lies on this machine
  record Hub(HubAddress address, String commit, Path path) implements Source {
    public Hub {
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(commit, "commit");
      Objects.requireNonNull(path, "path");
    }
  }

  /// Records made from WordNet 3.1, which comes from Maven Central.
  record WordNet(Relation relation) implements Source {
    public WordNet {
      Objects.requireNonNull(relation, "relation");
    }
  }

  /// What is asked of WordNet's nouns. Every record has the fields `synset`, `family` (the kind
  /// that it and its siblings are kinds of), `word`, `definition`, `category` (the lexicographer
  /// file: animal, artifact, food, ...), `depth` (steps to `entity`) and `other`, a wrong answer.
  enum Relation {
    /// A definition and its category; `other` is a category that is not the definition's.
    CATEGORY,
    /// A word and its definition; `other` is the definition of a sibling.
    GLOSS,
    /// A word and what it is a kind of, in the field `kind`; `other` is no kind of it, yet that of
    /// a word of the same category.
    IS_A
  }
}
