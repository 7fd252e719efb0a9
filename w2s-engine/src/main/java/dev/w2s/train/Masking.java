package dev.w2s.train;

import dev.w2s.model.LoadedModel;
import dev.w2s.problem.BadInputException;
import dev.w2s.text.EncodedText;
import dev.w2s.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Which tokens of a text are hidden from an encoder, and what stands in their place, arXiv
/// 1810.04805, section 3.1: 15 % of them, at least one; of these 80 % become the mask token, 10 % a
/// random one, and 10 % stay. The encoder has to tell them all.
///
/// @param maskToken that says that something is hidden
/// @param special tokens that are never hidden
/// @param vocabulary tokens that a random one is drawn from
public record Masking(int maskToken, Set<Integer> special, int vocabulary) {
  private static final double SHARE = .15;
  private static final double MASKED = .8;
  private static final double RANDOM = .9;
  private static final List<String> MASKS = List.of("[MASK]", "<mask>");

  /// No tokenizer has it as a token.
  private static final String MADE_UP = "[no-such-token]";

  private static final int FEW = 8;

  public Masking {
    special = Set.copyOf(special);
  }

  /// A text with hidden tokens. The arrays are not copied and must not be changed.
  ///
  /// @param ids what the encoder reads, `[T]`
  /// @param places of the hidden tokens, rising
  /// @param tokens that stood there
  public record Masked(int[] ids, int[] places, int[] tokens) {}

  /// What hides tokens from a model.
  ///
  /// @throws BadInputException where its tokenizer has no mask token
  public static Masking of(LoadedModel model) {
    Tokenizer tokenizer = model.tokenizer();
    int[] none = tokenizer.plain(MADE_UP);
    int mask =
        MASKS.stream()
            .map(tokenizer::plain)
            .filter(ids -> ids.length == 1 && !Arrays.equals(ids, none))
            .mapToInt(ids -> ids[0])
            .findFirst()
            .orElseThrow(() ->
                new BadInputException(
                    "hidden tokens are told by a mask, but the model's tokenizer has none of "
                        + MASKS));
    EncodedText empty = tokenizer.encode(List.of(List.of("")), FEW).getFirst();
    Set<Integer> special = Arrays.stream(empty.ids()).boxed().collect(Collectors.toSet());
    return new Masking(mask, special, model.vocabulary());
  }

  /// Hides tokens of a text.
  ///
  /// @param random all that is drawn follows from it
  public Masked hide(int[] ids, SplittableRandom random) {
    int[] open = IntStream.range(0, ids.length).filter(t -> !special.contains(ids[t])).toArray();
    int count = open.length == 0 ? 0 : Math.max(1, (int) Math.round(SHARE * open.length));
    int[] places = drawn(open, count, random);
    int[] shown = ids.clone();
    for (int place : places) {
      shown[place] = shown(ids[place], random);
    }
    return new Masked(shown, places, Arrays.stream(places).map(place -> ids[place]).toArray());
  }

  /// Some of the places, each at most once, rising.
  private static int[] drawn(int[] open, int count, SplittableRandom random) {
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(open.length - i);
      int swap = open[i];
      open[i] = open[other];
      open[other] = swap;
    }
    return Arrays.stream(open, 0, count).sorted().toArray();
  }

  private int shown(int token, SplittableRandom random) {
    double kind = random.nextDouble();
    if (kind < MASKED) {
      return maskToken;
    }
    return kind < RANDOM ? random.nextInt(vocabulary) : token;
  }
}
