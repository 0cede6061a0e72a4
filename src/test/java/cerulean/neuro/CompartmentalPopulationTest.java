package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.neuro.CellTree.Part;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("once")
class CompartmentalPopulationTest {

  /// Every kind of part: a spiking soma, a passive trunk with two branches, one that calcium spikes
  /// and one that spikes for itself.
  static final CellTree TREE =
      CellTree.of(
              Part.root("soma", Izhikevich2007Parameters.LAYER5_SOMA),
              Part.on("trunk", "tuft", DendriteParameters.LAYER5, 20, 5),
              Part.on("soma", "trunk", new PassiveParameters(100, 10, -70), 40, 20),
              Part.on("trunk", "oblique", Izhikevich2007Parameters.REGULAR_SPIKING, 30, 15))
          .withBackPropagation("tuft", 2600, 0.5, 2.5)
          .withPlateau("tuft", -30, -55, 150);

  private static final PassiveParameters PASSIVE = new PassiveParameters(100, 10, -70);

  @Test
  void partsStandBehindTheirParents() {
    assertEquals("soma, trunk on soma, tuft on trunk, oblique on trunk", TREE.toString());
  }

  /// The step of the published code, by hand: v and v_d at the end of 0.1 ms from rest with 1000 pA
  /// into the soma, 20 nS with reversal 0 on the dendrite.
  @Test
  void oneStepIsEulerWithImplicitConductances() {
    Simulation sim = Simulation.of(0.1, 1);
    CompartmentalPopulation cell = sim.add("cell", Layer5Pyramidal.of(1, 1));
    cell.fill("soma.v", -70);
    cell.fill("soma.u", 10);
    cell.fill("dendrite.v", -40);
    cell.fill("dendrite.w", -100);
    ExponentialConductancePort port =
        cell.attach("in", new ExponentialConductancePort(1e12, 0), cell.compartment("dendrite"));
    port.synapticConductance()[0] = 20;
    sim.stimulate("drive", cell, Stimulus.constant(1000));
    sim.run(0.1);
    // 2.5 (5) (-25) - 10 + 1000 = 677.5
    assertEquals(-70 + 0.1 / 150 * 677.5, cell.state("soma.v")[0], 1e-12);
    // 0.01 (5 (5) - 10) = 0.15
    assertEquals(10 + 0.1 * 0.15, cell.state("soma.u")[0], 1e-12);
    double open = 1 / (1 + Math.exp(2.0 / 6));
    double inside = 1200 * open - 170.0 / 7 * 30 - 100;
    assertEquals(
        (-40 + 0.1 / 170 * inside) / (1 + 0.1 / 170 * 20), cell.state("dendrite.v")[0], 1e-11);
    assertEquals(-100 + 0.1 / 30 * (-13 * 30 + 100), cell.state("dendrite.w")[0], 1e-12);
  }

  /// With a passive branch that nothing drives, the box is all that moves it: v rises while it
  /// flows.
  @Test
  void boxFlowsFromItsStartToItsEndAfterASpike() {
    CellTree tree =
        CellTree.of(
                Part.root("soma", Izhikevich2007Parameters.REGULAR_SPIKING),
                Part.on("soma", "branch", PASSIVE, 0, 0))
            .withBackPropagation("branch", 100, 0.5, 2.5);
    Simulation sim = Simulation.of(0.5, 1);
    CompartmentalPopulation cell = sim.add("cell", CompartmentalPopulation.of(1, tree));
    // Past the peak after one step: the spike is at 0.5 ms, the box from 1.0 to 3.0 ms.
    cell.fill("soma.v", 30);
    StateRecorder v = sim.add("v", StateRecorder.of(cell, "branch.v", 0));
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(cell));
    sim.run(5);
    assertArrayEquals(new double[] {0.5}, spikes.timesMs());
    double[] branch = v.trace(0);
    assertEquals(-70, branch[0], 1e-12);
    assertEquals(-70, branch[1], 1e-12);
    for (int n = 2; n < 6; n++) {
      assertTrue(branch[n] > branch[n - 1], "step " + n);
    }
    for (int n = 6; n < 10; n++) {
      assertTrue(branch[n] < branch[n - 1], "step " + n);
    }
    // v' = (1 - v) 0.1, implicit: 1 - 1.05^-4 of 10 mV.
    assertEquals(-70 + 10 * (1 - Math.pow(1.05, -4)), branch[5], 1e-12);
  }

  @Test
  void plateauSwitchesTheResetOfTheRoot() {
    for (boolean plateau : new boolean[] {true, false}) {
      Simulation sim = Simulation.of(0.1, 1);
      CompartmentalPopulation cell = sim.add("cell", Layer5Pyramidal.of(1, 1));
      cell.fill("soma.v", 49);
      cell.fill("dendrite.v", plateau ? -20 : -60);
      sim.run(0.1);
      assertEquals(plateau ? -55 : -65, cell.state("soma.v")[0]);
      assertEquals(1, cell.state("soma.spiked")[0]);
    }
  }

  /// Half of the boxes and half of the plateaus, within four standard deviations of 10,000 draws,
  /// not the same half.
  @Test
  void couplingIsAProbability() {
    int n = 10_000;
    Simulation sim = Simulation.of(0.1, 1);
    CompartmentalPopulation cells = sim.add("cells", Layer5Pyramidal.of(n, 0.5));
    cells.fill("soma.v", 49);
    cells.fill("dendrite.v", -20);
    cells.fill("backPropagation0.left", 1);
    double[] before = cells.state("dendrite.v").clone();
    sim.run(0.1);
    int bursts = 0;
    int boxes = 0;
    int both = 0;
    double[] after = cells.state("dendrite.v");
    for (int i = 0; i < n; i++) {
      boolean burst = cells.state("soma.v")[i] == -55;
      boolean box = after[i] > before[i];
      bursts += burst ? 1 : 0;
      boxes += box ? 1 : 0;
      both += burst && box ? 1 : 0;
    }
    assertEquals(5000, bursts, 200);
    assertEquals(5000, boxes, 200);
    assertEquals(2500, both, 175);
  }

  @Test
  void branchThatSpikesResetsItselfOnly() {
    CellTree tree =
        CellTree.of(
            Part.root("soma", Izhikevich2007Parameters.REGULAR_SPIKING),
            Part.on("soma", "branch", Izhikevich2007Parameters.REGULAR_SPIKING, 0, 0));
    Simulation sim = Simulation.of(0.1, 1);
    CompartmentalPopulation cell = sim.add("cell", CompartmentalPopulation.of(1, tree));
    cell.fill("branch.v", 34.9);
    sim.run(0.1);
    assertEquals(1, cell.state("branch.spiked")[0]);
    assertEquals(-50, cell.state("branch.v")[0]);
    assertEquals(0, cell.state("soma.spiked")[0]);
    assertEquals(0, cell.spikeCount());
  }

  @Test
  void stiffTreeNeedsNoSmallStep() {
    CellTree tree =
        CellTree.of(
            Part.root("a", PASSIVE), Part.on("a", "b", new PassiveParameters(1, 1, -70), 1e6, 1e6));
    Simulation sim = Simulation.of(1, 1);
    CompartmentalPopulation cell = sim.add("cell", CompartmentalPopulation.of(1, tree));
    sim.stimulate("drive", cell.compartment("b"), Stimulus.constant(110));
    sim.run(500);
    // 110 pA over 11 nS in all; 100 pA flow from b to a through 1e6 nS.
    assertEquals(-60, cell.state("a.v")[0], 1e-3);
    assertEquals(1e-4, cell.state("b.v")[0] - cell.state("a.v")[0], 1e-6);
  }

  @Test
  void wrongTreesAreSentences() {
    assertMessage(
        "CellTree: two parts are named a; rename one",
        () -> CellTree.of(Part.root("a", PASSIVE), Part.on("a", "a", PASSIVE, 1, 1)));
    assertMessage(
        "CellTree: one root is needed; got a and b",
        () -> CellTree.of(Part.root("a", PASSIVE), Part.root("b", PASSIVE)));
    assertMessage(
        "CellTree: no part x, on which b sits; there are [a, b]",
        () -> CellTree.of(Part.root("a", PASSIVE), Part.on("x", "b", PASSIVE, 1, 1)));
    assertMessage(
        "CellTree: every part must lead to one root; a cycle holds [b, c]; give one of them an empty"
            + " parent",
        () ->
            CellTree.of(
                Part.root("a", PASSIVE),
                Part.on("c", "b", PASSIVE, 1, 1),
                Part.on("b", "c", PASSIVE, 1, 1)));
    assertMessage(
        "CellTree: every part must lead to one root; a cycle holds []; give one of them an empty"
            + " parent",
        () -> CellTree.of());
    assertMessage(
        "CellTree.Part: a name must not be empty and have no dot; got \"a.b\"",
        () -> Part.root("a.b", PASSIVE));
    assertMessage(
        "CellTree.Part: downNs of b must be at least 0 and finite; got -1.0",
        () -> Part.on("a", "b", PASSIVE, 1, -1));
    assertMessage(
        "CellTree: no part axon; there are [soma, dendrite]",
        () -> Layer5Pyramidal.TREE.withBackPropagation("axon", 1, 0, 1));
    assertMessage(
        "CellTree.withBackPropagation: endMs must be above startMs and finite; got 1.0 and 2.0",
        () -> Layer5Pyramidal.TREE.withBackPropagation("dendrite", 1, 2, 1));
    assertMessage(
        "CellTree.withPlateau: the root must be an Izhikevich cell, which has a reset; a is"
            + " PassiveParameters",
        () -> CellTree.of(Part.root("a", PASSIVE)).withPlateau("a", -30, -55, 150));
    assertMessage(
        "CellTree.withPlateau: cMv must be below the peak of 50.0 mV, or every reset is a spike; got"
            + " 60.0",
        () -> Layer5Pyramidal.TREE.withPlateau("dendrite", -30, 60, 150));
  }

  @Test
  void wrongPartsAndParametersAreSentences() {
    CompartmentalPopulation cells = Layer5Pyramidal.of(2, 1);
    assertMessage(
        "CompartmentalPopulation: no compartment axon; there are [soma, dendrite]",
        () -> cells.compartment("axon"));
    assertMessage(
        "Layer5Pyramidal: coupling must be from 0 to 1; got 1.5", () -> Layer5Pyramidal.of(2, 1.5));
    Simulation sim = Simulation.of(0.1, 1);
    sim.add("cells", cells);
    cells.parameter("dendrite.downNs")[1] = -1;
    cells.changed();
    assertMessage(
        "cells: dendrite.downNs must be at least 0 and finite; cell 1 has -1.0", () -> sim.run(1));
    cells.parameter("dendrite.downNs")[1] = 0;
    cells.parameter("coupling")[0] = -0.5;
    cells.changed();
    assertMessage(
        "CompartmentalPopulation: coupling of cell 0 must be from 0 to 1; got -0.5",
        () -> sim.run(1));
  }

  private static void assertMessage(String expected, Executable call) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
