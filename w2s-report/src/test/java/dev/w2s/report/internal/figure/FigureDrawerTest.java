package dev.w2s.report.internal.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.finding.Overview;
import dev.w2s.report.Samples;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FigureDrawerTest {
  private static FigureDrawer drawer;

  @BeforeAll
  static void open() {
    drawer = FigureDrawer.open();
  }

  @AfterAll
  static void close() {
    drawer.close();
  }

  @Test
  void everyFigureOfAStudyIsDrawnInItsColours() throws IOException {
    List<Figure> figures = StudyFigures.of(Samples.analysed());
    assertThat(figures).hasSizeGreaterThan(3);
    for (Figure figure : figures) {
      String svg = drawer.svg(figure);
      assertThat(svg).as(figure.id()).startsWith("<svg ").contains(figure.title());
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(FigureDrawer.png(svg)));
      assertThat(picture.getWidth()).as(figure.id()).isBetween(800, 2400);
      assertThat(colours(picture))
          .as(figure.id())
          .contains(Color.WHITE.getRGB(), new Color(0x0b66c3).getRGB());
    }
  }

  @Test
  void everyFigureOfSeveralStudiesIsDrawn() {
    Overview overview =
        Overview.of("all", List.of(Samples.analysed(), Samples.large("second"), Samples.clear()));
    List<Figure> figures = OverviewFigures.of(overview);
    assertThat(figures).extracting(Figure::id).contains("bound-and-shortfall", "pgr-by-method");
    for (Figure figure : figures) {
      assertThat(drawer.svg(figure)).as(figure.id()).contains("<circle").contains(figure.title());
    }
  }

  @Test
  void panelsStandUnderTheirNames() {
    Figure figure =
        StudyFigures.of(Samples.clear()).stream()
            .filter(one -> one.id().equals("accuracy-by-slice"))
            .findFirst()
            .orElseThrow();

    assertThat(drawer.svg(figure)).contains(figure.descriptions().keySet());
  }

  private static Set<Integer> colours(BufferedImage picture) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        colours.add(picture.getRGB(x, y));
      }
    }
    return colours;
  }
}
