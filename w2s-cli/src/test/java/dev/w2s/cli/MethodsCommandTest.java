package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.study.Methods;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MethodsCommandTest {
  @Test
  void everyMethodIsListedWithFormulaSourceAndSettings() {
    StringWriter out = new StringWriter();
    assertThat(Main.commandLine().setOut(new PrintWriter(out)).execute("methods")).isZero();

    assertThat(out.toString().lines()).containsSubsequence(Methods.all().keySet());
    assertThat(out.toString())
        .contains(
            """

            symmetric-cross-entropy
              Add the reverse cross entropy, which wrong labels move little.
              loss      alpha CE(f, w) - beta sum f max(log w, log-zero)
              source    arXiv 1908.06112, with its A = log-zero; alpha and beta of its code for CIFAR-10
              settings  alpha: 0.1      Weight of the cross entropy.
                        beta: 1.0       Weight of the reverse cross entropy.
                        log-zero: -4.0  The least that log w is taken for.
            """);
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }
}
