package dev.w2s.data;

import dev.w2s.data.internal.Pool;
import dev.w2s.data.internal.Quota;
import dev.w2s.data.internal.Shares;
import dev.w2s.data.internal.Shortage;
import dev.w2s.data.internal.StableHash;
import dev.w2s.problem.BadInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Chooses the rows of a study. A pure function: the same examples, rows and seed give the same
/// split on every machine.
///
/// How it goes, version [#VERSION]:
/// 1. Test rows are chosen with a fixed seed, so that every seed of a study has the same: of the
///    task's own test rows, or else of `train`. They are balanced over the classes. Sealed rows
///    come from the other end of the same shuffled groups, so that test rows are the same with them
///    and without; none has the texts of a test row.
/// 2. From the training rows go those whose group has test rows (of the task's own test split, or
///    chosen), and those whose texts are those of a test row, word for word; the texts of further
///    test sets count, too.
/// 3. The groups of the rest are shuffled by the seed. The supervise half, the transfer half and
///    the validation rows are filled in this order; a group belongs to the first part that takes a
///    row of it, and its other rows are left out.
///
/// A part is filled in two passes over the shuffled groups: the first takes the groups that fit
/// whole, the second fills what is still open from groups of which only some rows fit. So no group
/// larger than a part takes the part for itself unless nothing else is there.
///
/// Balanced means that the classes have equally many rows in each part; where their number does not
/// divide the part, the first classes have one more. Where it is not asked for, or answers are
/// written, rows come as they are.
///
/// Groups are shuffled by [java.util.Random], whose numbers its contract fixes, started with the
/// mixed bits of the seed.
public final class Splitter {
  /// Grows when the same input would give another split.
  public static final int VERSION = 1;

  /// The share of the supervise half that is held out where it is divided.
  public static final Share HELD_OUT = new Share(4, 5);

  private static final long TEST_SEED = 0x7465737473656564L;

  private Splitter() {}

  /// What was left out of the training rows to keep the test apart.
  ///
  /// @param sharedGroup rows whose group has test rows and that are none themselves
  /// @param sharedText rows that have the texts of a test row
  public record Overlap(int sharedGroup, int sharedText) {}

  /// The rows for one seed.
  ///
  /// @param rows how many; the halves have [Rows#supervise] and [Rows#transfer]
  /// @param balance whether the training rows are balanced; test rows are, always
  /// @throws dev.w2s.problem.BadInputException where there are too few rows, with what is there and
  ///   what was asked, by class where classes are balanced
  public static Split split(Examples examples, Rows rows, boolean balance, long seed) {
    Tests chosen = tests(examples, rows);
    Pool pool = apart(examples, chosen.all()).pool().shuffled(StableHash.mix(seed));
    int k = examples.classes().size();
    boolean even = balance && !examples.written();
    Shortage shortage = new Shortage(examples.classes(), pool.rows(), even);
    List<Example> supervise = pool.take(Quota.of(rows.supervise(), k, even));
    List<Example> transfer = pool.take(Quota.of(rows.transfer(), k, even));
    List<Example> validation = pool.take(Quota.of(rows.validation(), k, even));
    shortage.check("the supervise half (half of rows.train)", supervise, rows.supervise());
    shortage.check(transferName(rows), transfer, rows.transfer());
    shortage.check("the validation part (rows.validation)", validation, rows.validation());
    shortage.throwIfAny();
    return new Split(supervise, transfer, validation, chosen.test());
  }

  /// The same split with one share of its transfer half, such as one step of bootstrapping learns
  /// from. The shares are about equal and hold every transfer row once; no group lies in two.
  ///
  /// @throws dev.w2s.problem.BadInputException where there are fewer groups than shares
  public static Split share(Split split, Share share, int classes) {
    List<Example> transfer =
        Shares.of(
                split.transfer(),
                share.of(),
                classes,
                "the %d steps of bootstrapping".formatted(share.of()))
            .get(share.index());
    return new Split(
        split.supervise(), split.heldOut(), transfer, split.validation(), split.test());
  }

  /// The same split with a fifth of its supervise half held out, about alike in each class; no
  /// group lies in both.
  ///
  /// @throws dev.w2s.problem.BadInputException where it has fewer than five groups
  public static Split divided(Split split, int classes) {
    List<List<Example>> shares =
        new ArrayList<>(
            Shares.of(split.supervise(), HELD_OUT.of(), classes, "a fifth of it to be held out"));
    List<Example> heldOut = shares.remove(HELD_OUT.index());
    Set<Example> out = new HashSet<>(heldOut);
    return new Split(
        split.supervise().stream().filter(row -> !out.contains(row)).toList(),
        heldOut,
        split.transfer(),
        split.validation(),
        split.test());
  }

  private static String transferName(Rows rows) {
    return rows.supervised()
        ? "the transfer half (half of rows.train)"
        : "the transfer part (rows.train)";
  }

  /// How many training rows are left out to keep the test apart; the same for every seed.
  ///
  /// @throws dev.w2s.problem.BadInputException where there are too few test rows
  public static Overlap overlap(Examples examples, Rows rows) {
    return apart(examples, tests(examples, rows).all()).overlap();
  }

  /// The rows that are sealed, the same for every seed; no group of theirs lies in another part.
  ///
  /// @throws dev.w2s.problem.BadInputException where there are too few rows
  public static List<Example> sealed(Examples examples, Rows rows) {
    return tests(examples, rows).sealed();
  }

  /// The rows whose group and texts none of some others have.
  private static Pool without(List<Example> others, List<Example> rows) {
    Set<String> groups = new HashSet<>();
    Set<List<String>> texts = new HashSet<>();
    others.forEach(row -> {
      groups.add(row.group());
      texts.add(row.texts());
    });
    return new Pool(
        rows.stream()
            .filter(row -> !groups.contains(row.group()) && !texts.contains(row.texts()))
            .toList());
  }

  private record Tests(List<Example> sealed, List<Example> test) {
    List<Example> all() {
      return Stream.concat(sealed.stream(), test.stream()).toList();
    }
  }

  private static Tests tests(Examples examples, Rows rows) {
    boolean even = !examples.written();
    boolean own = !examples.test().isEmpty();
    int k = examples.classes().size();
    Pool pool = new Pool(own ? examples.test() : examples.train()).shuffled(TEST_SEED);
    Shortage shortage = new Shortage(examples.classes(), pool.rows(), even);
    List<Example> test = pool.take(Quota.of(rows.test(), k, even));
    List<Example> sealed =
        rows.sealed() == 0
            ? List.of()
            : without(test, pool.rows().reversed()).take(Quota.of(rows.sealed(), k, even));
    shortage.check("the test part (rows.test)", test, rows.test());
    shortage.check("the final part (rows.final)", sealed, rows.sealed());
    shortage.throwIfAny();
    return new Tests(sealed, test);
  }

  /// Rows of a further test set, the same for every seed: balanced over the classes, and as many as
  /// study has test rows, or as there are; none has the group or the texts of a sealed one.
  ///
  /// @param set a name in [Examples#tests]
  /// @throws dev.w2s.problem.BadInputException where a class has no row
  public static List<Example> further(Examples examples, String set, Rows rows) {
    List<Example> held = Objects.requireNonNull(examples.tests().get(set), set);
    List<Example> all = rows.sealed() == 0 ? held : without(sealed(examples, rows), held).rows();
    int k = examples.classes().size();
    Pool pool = new Pool(all).shuffled(TEST_SEED);
    if (examples.written()) {
      return pool.take(Quota.of(Math.min(rows.test(), all.size()), k, false));
    }
    long fewest =
        IntStream.range(0, k)
            .mapToLong(label -> all.stream().filter(row -> row.label() == label).count())
            .min()
            .orElse(0);
    if (fewest == 0) {
      throw new BadInputException(
          "test set %s has no row of some class, and cannot be balanced".formatted(set));
    }
    return pool.take(Quota.of((int) Math.min(rows.test(), k * fewest), k, true));
  }

  private record Apart(Pool pool, Overlap overlap) {}

  private static Apart apart(Examples examples, List<Example> taken) {
    List<Example> test = examples.test().isEmpty() ? taken : examples.test();
    Set<String> groups = new HashSet<>();
    Set<List<String>> texts = new HashSet<>();
    Set<String> chosen = new HashSet<>();
    for (Example example : test) {
      chosen.add(example.id());
      groups.add(example.group());
      texts.add(example.texts());
    }
    examples.tests().values().forEach(rows -> rows.forEach(row -> texts.add(row.texts())));
    List<Example> left = new ArrayList<>();
    int sharedGroup = 0;
    int sharedText = 0;
    for (Example example : examples.train()) {
      if (groups.contains(example.group())) {
        sharedGroup += chosen.contains(example.id()) ? 0 : 1;
      } else if (texts.contains(example.texts())) {
        sharedText++;
      } else {
        left.add(example);
      }
    }
    return new Apart(new Pool(left), new Overlap(sharedGroup, sharedText));
  }
}
