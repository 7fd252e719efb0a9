package dev.w2s.label;

import dev.w2s.data.Example;
import java.util.ArrayList;
import java.util.List;

/// The text that makes imitation trivial: the weak label is written into it, so that a student need
/// only read it (arXiv 2312.09390).
public final class TrivialImitation {
  private TrivialImitation() {}

  /// The example with a class written at the end of its last text: `... I think this is positive.
  /// What do you think?`
  ///
  /// @param label name of the class
  public static Example written(Example example, String label) {
    List<String> texts = new ArrayList<>(example.texts());
    texts.addLast(texts.removeLast() + " I think this is " + label + ". What do you think?");
    return new Example(example.id(), example.group(), texts, example.label(), example.difficulty());
  }
}
