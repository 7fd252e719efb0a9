package dev.w2s.data;

import dev.w2s.data.internal.Problems;
import dev.w2s.data.internal.RecordReader;
import dev.w2s.data.internal.VoteReader;
import java.nio.file.Path;
import java.util.List;

/// Votes of labelling functions or of a crowd.
///
/// A file of records, in any format that [Source.File] reads, in one of two forms:
/// - long: rows with the fields `id`, `worker` and `label`, one for each vote; other fields are
///   passed over
/// - wide: rows with an `id`, once each, and a field for each worker, which is named by it; all
///   fields but `id` are workers, unless they are named
///
/// A label is the name of a class, or its index from 0 (where no class has a number for a name). A
/// worker abstains where its field is absent, empty or null, or `-1`, unless a class has that name.
/// The file is long where its first row has both `worker` and `label` and no workers are named.
public final class VoteFile {
  private VoteFile() {}

  /// What the file says.
  ///
  /// @param classes names of the task's classes
  /// @param workers fields of a wide file that are workers; empty for all but `id`
  /// @throws dev.w2s.problem.BadInputException with up to 20 problems, by row
  public static Votes read(Path file, List<String> classes, List<String> workers) {
    Problems problems = new Problems();
    VoteReader reader = new VoteReader(classes, workers);
    RecordReader.read(
        new Source.File(file), problems, record -> reader.read(record).ifPresent(problems::add));
    problems.throwIfAny();
    reader.missing(file).forEach(problems::add);
    problems.throwIfAny();
    return reader.votes();
  }
}
