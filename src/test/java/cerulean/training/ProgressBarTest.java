package cerulean.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class ProgressBarTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void plainOutputIsALineEveryFiveSeconds() {
    try (ProgressBar bar = bar(1000, false)) {
      for (int i = 0; i < 1000; i++) {
        nanos.addAndGet(12_000_000);
        bar.step();
      }
    }
    assertEquals(
        """
        gap: 417 of 1000 iterations (41 %), 83/s, 7 s left
        gap: 834 of 1000 iterations (83 %), 83/s, 2 s left
        gap: 1000 iterations in 12 s
        """,
        text());
  }

  @Test
  void anAbandonedJobDoesNotClaimToBeComplete() {
    try (ProgressBar bar = bar(1000, false)) {
      bar.step(10);
    }
    assertEquals("", text());
  }

  @Test
  void aTerminalLineIsRedrawnAtMostTenTimesASecondAndWiped() {
    try (ProgressBar bar = bar(4000, true)) {
      bar.label("ngm, seed 42");
      for (int i = 0; i < 2000; i++) {
        nanos.addAndGet(1_000_000);
        bar.step();
      }
    }
    String[] draws = text().split("\r", -1);
    assertTrue(draws.length <= 2 + 20 + 2, "" + draws.length);
    String last = draws[draws.length - 3];
    assertEquals(
        "gap [###########-------------]  47 %  1000/s, 2 s left  ngm, seed 42",
        last.stripTrailing());
    assertTrue(text().endsWith("\r"));
    assertTrue(draws[draws.length - 2].isBlank());
    assertTrue(!text().contains("\n"));
  }

  @Test
  void aLineNeverWraps() {
    try (ProgressBar bar = bar(10, true)) {
      bar.label("x".repeat(200));
      bar.step();
    }
    for (String draw : text().split("\r", -1)) {
      assertTrue(draw.length() <= 79);
    }
  }

  @Test
  void stepsFromManyThreadsAllCount() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    try (ProgressBar bar = bar(40_000, false)) {
      for (int t = 0; t < 4; t++) {
        threads.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (int i = 0; i < 10_000; i++) {
                    nanos.addAndGet(1000);
                    bar.step();
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertEquals("gap: 40000 iterations in 0 s\n", text());
  }

  @Test
  void durationsAreSaidAsPeopleSayThem() {
    assertEquals("16 s", ProgressBar.duration(16.2));
    assertEquals("4 min 05 s", ProgressBar.duration(245));
    assertEquals("2 h 07 min", ProgressBar.duration(7_630));
  }

  @Test
  void aJobHasALength() {
    assertEquals(
        "progress: total must be at least 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> bar(0, true)).getMessage());
  }

  private ProgressBar bar(long total, boolean terminal) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new ProgressBar("gap", "iterations", total, terminal, out, nanos::get);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
