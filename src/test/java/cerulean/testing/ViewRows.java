package cerulean.testing;

import cerulean.tensor.Shape;
import cerulean.tensor.Slice;

/// Views, and copies of the same elements.
final class ViewRows extends Rows {

  ViewRows() {
    row(
        "reshape",
        "",
        shapes(s(2, 3, 4)),
        a -> a.get(0).reshape(4, -1),
        a -> new Nd(s(4, 6), a.get(0).values()),
        a -> a.get(0).reshape(4, -1));
    row(
        "transpose",
        "",
        shapes(s(3, 5)),
        a -> a.get(0).transpose(),
        a -> Nd.fill(s(5, 3), p -> a.get(0).at(p[1], p[0])),
        a -> a.get(0).transpose());
    row(
        "permute",
        "",
        shapes(s(2, 3, 4)),
        a -> a.get(0).permute(2, 0, -2),
        a -> Nd.fill(s(4, 2, 3), p -> a.get(0).at(p[1], p[2], p[0])),
        a -> a.get(0).permute(2, 0, -2));
    row(
        "expand",
        "",
        shapes(s(3, 1)),
        a -> a.get(0).expand(Shape.of(2, 3, 4)),
        a -> Nd.fill(s(2, 3, 4), p -> a.get(0).at(p[1], 0)),
        a -> a.get(0).expand(Shape.of(2, 3, 4)));
    row(
        "narrow",
        "",
        shapes(s(3, 5, 2)),
        a -> a.get(0).narrow(1, 1, 3),
        a -> Nd.fill(s(3, 3, 2), p -> a.get(0).at(p[0], p[1] + 1, p[2])),
        a -> a.get(0).narrow(1, 1, 3));
    row(
        "select",
        "",
        shapes(s(3, 5, 2)),
        a -> a.get(0).select(1, -2),
        a -> Nd.fill(s(3, 2), p -> a.get(0).at(p[0], 3, p[1])),
        a -> a.get(0).select(1, -2));
    row(
        "squeeze",
        "",
        shapes(s(3, 1, 2)),
        a -> a.get(0).squeeze(1),
        a -> new Nd(s(3, 2), a.get(0).values()),
        a -> a.get(0).squeeze(1));
    row(
        "unsqueeze",
        "",
        shapes(s(3, 2)),
        a -> a.get(0).unsqueeze(-1),
        a -> new Nd(s(3, 2, 1), a.get(0).values()),
        a -> a.get(0).unsqueeze(-1));
    row("contiguous", "", shapes(s(3, 4)), a -> a.get(0).contiguous(), a -> a.get(0), null);
    row("copy", "", shapes(s(3, 4)), a -> a.get(0).copy(), a -> a.get(0), null);
    row("to", "", shapes(s(3, 4)), a -> a.get(0).to(a.get(0).dtype()), a -> a.get(0), null);

    row(
        "squeeze",
        "all",
        shapes(s(1, 3, 1, 2, 1)),
        a -> a.get(0).squeeze(),
        a -> new Nd(s(3, 2), a.get(0).values()),
        a -> a.get(0).squeeze());
    row(
        "expand",
        "-1",
        shapes(s(3, 1)),
        a -> a.get(0).expand(2, -1, 4),
        a -> Nd.fill(s(2, 3, 4), p -> a.get(0).at(p[1], 0)),
        a -> a.get(0).expand(2, -1, 4));
    row(
        "broadcastTo",
        "",
        shapes(s(3, 1)),
        a -> a.get(0).broadcastTo(2, -1, 4),
        a -> Nd.fill(s(2, 3, 4), p -> a.get(0).at(p[1], 0)),
        a -> a.get(0).broadcastTo(2, -1, 4));
    slices();
    row(
        "flip",
        "all",
        shapes(s(3, 4)),
        a -> a.get(0).flip(),
        a -> Nd.fill(s(3, 4), p -> a.get(0).at(2 - p[0], 3 - p[1])),
        a -> a.get(0).flip());
    row(
        "flip",
        "axis -2",
        shapes(s(2, 3, 4)),
        a -> a.get(0).flip(-2),
        a -> Nd.fill(s(2, 3, 4), p -> a.get(0).at(p[0], 2 - p[1], p[2])),
        a -> a.get(0).flip(-2));
    row(
        "rot90",
        "1",
        shapes(s(3, 4)),
        a -> a.get(0).rot90(1, 0, 1),
        a -> Nd.fill(s(4, 3), p -> a.get(0).at(p[1], 3 - p[0])),
        a -> a.get(0).rot90(1, 0, 1));
    row(
        "rot90",
        "2",
        shapes(s(3, 4)),
        a -> a.get(0).rot90(2, 0, 1),
        a -> Nd.fill(s(3, 4), p -> a.get(0).at(2 - p[0], 3 - p[1])),
        a -> a.get(0).rot90(2, 0, 1));
    row(
        "rot90",
        "-1",
        shapes(s(3, 4)),
        a -> a.get(0).rot90(-1, 0, 1),
        a -> Nd.fill(s(4, 3), p -> a.get(0).at(2 - p[1], p[0])),
        a -> a.get(0).rot90(-1, 0, 1));
    row(
        "diagonal",
        "",
        shapes(s(3, 5)),
        a -> a.get(0).diagonal(),
        a -> Nd.fill(s(3), p -> a.get(0).at(p[0], p[0])),
        a -> a.get(0).diagonal());
    row(
        "diagonal",
        "-1 of axes 2 and 0",
        shapes(s(3, 2, 5)),
        a -> a.get(0).diagonal(-1, 2, 0),
        a -> Nd.fill(s(2, 3), p -> a.get(0).at(p[1], p[0], p[1] + 1)),
        a -> a.get(0).diagonal(-1, 2, 0));
    row(
        "moveAxis",
        "",
        shapes(s(2, 3, 4)),
        a -> a.get(0).moveAxis(-1, 0),
        a -> Nd.fill(s(4, 2, 3), p -> a.get(0).at(p[1], p[2], p[0])),
        a -> a.get(0).moveAxis(-1, 0));
    row(
        "moveAxis",
        "[0, 2] to [2, 0]",
        shapes(s(2, 3, 4)),
        a -> a.get(0).moveAxis(s(0, 2), s(2, 0)),
        a -> Nd.fill(s(4, 3, 2), p -> a.get(0).at(p[2], p[1], p[0])),
        a -> a.get(0).moveAxis(s(0, 2), s(2, 0)));
    row(
        "swapAxes",
        "",
        shapes(s(2, 3, 4)),
        a -> a.get(0).swapAxes(0, -1),
        a -> Nd.fill(s(4, 3, 2), p -> a.get(0).at(p[2], p[1], p[0])),
        a -> a.get(0).swapAxes(0, -1));
    row(
        "flatten",
        "",
        shapes(s(2, 3, 4)),
        a -> a.get(0).flatten(),
        a -> new Nd(s(24), a.get(0).values()),
        a -> a.get(0).flatten(0, -1));
    row(
        "flatten",
        "1 to 2",
        shapes(s(2, 3, 4, 2)),
        a -> a.get(0).flatten(1, -2),
        a -> new Nd(s(2, 12, 2), a.get(0).values()),
        a -> a.get(0).flatten(1, -2));
    row(
        "flatten",
        "scalar",
        shapes(s()),
        a -> a.get(0).flatten(),
        a -> new Nd(s(1), a.get(0).values()),
        a -> a.get(0).flatten());
    row(
        "unflatten",
        "",
        shapes(s(2, 12)),
        a -> a.get(0).unflatten(-1, 3, -1),
        a -> new Nd(s(2, 3, 4), a.get(0).values()),
        a -> a.get(0).unflatten(-1, 3, -1));
    row(
        "unfold",
        "",
        shapes(s(2, 9, 3)),
        a -> a.get(0).unfold(1, 4, 2),
        a -> Nd.fill(s(2, 3, 3, 4), p -> a.get(0).at(p[0], 2 * p[1] + p[3], p[2])),
        a -> a.get(0).unfold(1, 4, 2));
    row(
        "unfold",
        "last axis",
        shapes(s(2, 9)),
        a -> a.get(0).unfold(-1, 4, 2),
        a -> Nd.fill(s(2, 3, 4), p -> a.get(0).at(p[0], 2 * p[1] + p[2])),
        a -> a.get(0).unfold(-1, 4, 2));
  }

  private void slices() {
    row(
        "slice",
        "1:4:2",
        shapes(s(5, 2)),
        a -> a.get(0).slice(0, 1, 4, 2),
        a -> Nd.fill(s(2, 2), p -> a.get(0).at(1 + 2 * p[0], p[1])),
        a -> a.get(0).slice(0, 1, 4, 2));
    row(
        "slice",
        "-1:-9:-3",
        shapes(s(2, 8)),
        a -> a.get(0).slice(1, -1, -9, -3),
        a -> Nd.fill(s(2, 3), p -> a.get(0).at(p[0], 7 - 3 * p[1])),
        a -> a.get(0).slice(1, -1, -9, -3));
    row(
        "slice",
        "None, -2:, ..., 0, ::-1",
        shapes(s(3, 2, 4, 5)),
        a ->
            a.get(0)
                .slice(Slice.newAxis(), Slice.from(-2), Slice.rest(), Slice.at(0), Slice.every(-1)),
        a -> Nd.fill(s(1, 2, 2, 5), p -> a.get(0).at(p[1] + 1, p[2], 0, 4 - p[3])),
        a ->
            a.get(0)
                .slice(
                    Slice.newAxis(), Slice.from(-2), Slice.rest(), Slice.at(0), Slice.every(-1)));
  }
}
