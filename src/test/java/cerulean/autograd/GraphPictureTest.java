package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

@Tag("once")
class GraphPictureTest {

  private final Variable x = Variable.constant(Tensor.ones(2, 3));
  private final Variable w = Variable.leaf(Tensor.ones(4, 3));
  private final Variable loss = x.linear(w, null).relu().sum();

  @Test
  void dotNamesOperationsAndShapes() {
    assertEquals(
        """
        digraph {
          rankdir=BT;
          v0 [label="input", shape=box, style=rounded];
          v1 [label="leaf", shape=box, style=rounded];
          v2 [label="linear", shape=box];
          v0 -> v2 [label="[2, 3]"];
          v1 -> v2 [label="[4, 3]"];
          v3 [label="relu", shape=box];
          v2 -> v3 [label="[2, 4]"];
          v4 [label="sum", shape=box];
          v3 -> v4 [label="[2, 4]"];
        }
        """,
        GraphPicture.dot(loss, Map.of(x, "input")));
  }

  @Test
  void svgIsXmlWithABoxForEachVariableAndALineForEachEdge() throws Exception {
    String svg = GraphPicture.svg(loss, Map.of(x, "a < b & c"));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertEquals(5, document.getElementsByTagName("rect").getLength());
    assertEquals(4, document.getElementsByTagName("line").getLength());
    assertTrue(svg.contains(">[4, 3]</text>"));
  }

  @Test
  void aLeafOfItsOwnIsOneBox() {
    assertEquals(
        "digraph {\n  rankdir=BT;\n  v0 [label=\"leaf\", shape=box, style=rounded];\n}\n",
        GraphPicture.dot(w));
  }
}
