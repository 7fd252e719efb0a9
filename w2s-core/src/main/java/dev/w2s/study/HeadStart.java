package dev.w2s.study;

import java.util.List;

/// What the weights of a fresh head are. Biases start at 0, where a head has them.
public sealed interface HeadStart {
  /// Drawn from N(0, deviation^2), by the seed.
  record Noise(double deviation) implements HeadStart {
    public Noise {
      if (!(deviation > 0) || Double.isInfinite(deviation)) {
        throw new IllegalArgumentException("noise must be positive but was " + deviation);
      }
    }
  }

  /// All 0: every class is as likely as another at first.
  record Zero() implements HeadStart {}

  /// The rows of a decoder's vocabulary matrix that belong to these words, one for each class, as
  /// arXiv 2312.09390 takes those of "0" and "1" (appendix A.1).
  ///
  /// @param words each a single token of the model, in the order of the classes
  record Words(List<String> words) implements HeadStart {
    public Words {
      words = List.copyOf(words);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("words must be one for each class but are none");
      }
    }
  }
}
