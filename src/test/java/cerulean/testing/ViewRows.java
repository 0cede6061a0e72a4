package cerulean.testing;

import cerulean.tensor.Shape;

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
  }
}
