package dev.w2s.data;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How written answers are compared: they are brought to one form, and are then the same or not.
public enum Match {
  /// Word for word, without white space around.
  EXACT(32),
  /// As words: case, punctuation, articles and white space do not count (arXiv 1606.05250, section
  /// 6.1).
  WORDS(32),
  /// As the last number that stands in each: `$1,200.00` is 1200. Without a number, as [#EXACT].
  NUMBER(32),
  /// A move of chess in UCI notation, word for word.
  MOVE(8);

  private static final Pattern NUMERAL = Pattern.compile("-?\\d[\\d,]*(\\.\\d+)?|-?\\.\\d+");

  private final int mostTokens;

  Match(int mostTokens) {
    this.mostTokens = mostTokens;
  }

  /// Tokens that an answer has at most.
  public int mostTokens() {
    return mostTokens;
  }

  /// The form that answers are brought to: two are the same where it is.
  public String normalised(String answer) {
    return switch (this) {
      case EXACT, MOVE -> answer.strip();
      case WORDS ->
          answer
              .toLowerCase(Locale.ROOT)
              .replaceAll("\\p{Punct}", "")
              .replaceAll("\\b(a|an|the)\\b", " ")
              .replaceAll("\\s+", " ")
              .strip();
      case NUMBER -> number(answer);
    };
  }

  private static String number(String answer) {
    Matcher numbers = NUMERAL.matcher(answer);
    String last = "";
    while (numbers.find()) {
      last = numbers.group();
    }
    return last.isEmpty()
        ? answer.strip()
        : new BigDecimal(last.replace(",", "")).stripTrailingZeros().toPlainString();
  }
}
