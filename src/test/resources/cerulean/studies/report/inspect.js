// Appended to a copy of a report that a test opens in a frame of a given width: says what is not drawn,
// lies outside its figure, overlaps or is wider than the page.
addEventListener("load", () => {
  const faults = [];
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth + 1) {
    faults.push("the page is " + page.scrollWidth + " wide, the window " + page.clientWidth);
  }
  const outside = (inner, outer) =>
    inner.left < outer.left - 1.5 || inner.right > outer.right + 1.5 ||
    inner.top < outer.top - 1.5 || inner.bottom > outer.bottom + 1.5;
  const covered = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
  let figures = 0;
  let bottom = 0;
  document.querySelectorAll("figure:not(.table)").forEach((figure, i) => {
    const name = "figure " + (i + 1);
    // Panels are pictures within the picture.
    const shown = [...figure.querySelectorAll("svg")]
      .filter(svg => !svg.parentElement.closest("svg") && svg.getBoundingClientRect().width > 0);
    if (shown.length !== 1) {
      faults.push(name + " shows " + shown.length + " pictures");
      return;
    }
    figures++;
    const frame = shown[0].getBoundingClientRect();
    if (frame.right > page.clientWidth + 1.5 || frame.left < -1.5) {
      faults.push(name + " is wider than the page");
    }
    // A legend has short strokes and single dots; what is drawn is larger, or several.
    const marks = [...shown[0].querySelectorAll("path, polyline, polygon, circle, rect:not(.surface)")]
      .map(mark => mark.getBBox());
    const large = marks.some(box => box.width > 40 || box.height > 40);
    if (!large && shown[0].querySelectorAll("circle").length < 3) {
      faults.push(name + " has no curve and no dot");
    }
    const texts = [...shown[0].querySelectorAll("text")]
      .filter(text => text.textContent.trim() && text.getBoundingClientRect().width > 0)
      .map(text => ({ words: text.textContent.trim(), box: text.getBoundingClientRect() }));
    if (texts.length < 4) faults.push(name + " has hardly any text");
    texts.forEach((text, k) => {
      if (outside(text.box, frame)) faults.push(name + ": '" + text.words + "' lies outside");
      texts.slice(k + 1).forEach(other => {
        if (covered(text.box, other.box)) {
          faults.push(name + ": '" + text.words + "' and '" + other.words + "' overlap");
        }
      });
    });
  });
  document.querySelectorAll("main *").forEach(part => {
    const box = part.getBoundingClientRect();
    if (box.width && box.right > page.clientWidth + 1.5 && !part.closest("svg, .scroll")) {
      faults.push("<" + part.tagName.toLowerCase() + "> '" + part.textContent.trim().slice(0, 40) + "' is cut off");
    }
  });
  const blocks = [...document.querySelectorAll("main h1, main h2, main p, main figure, main dl, main ul, main pre")]
    .filter(block => !block.parentElement.closest("figure, dl, ul, pre"))
    .map(block => block.getBoundingClientRect())
    .filter(box => box.height > 0);
  blocks.forEach((box, k) => {
    if (k > 0 && box.top < bottom - 1.5) faults.push("block " + (k + 1) + " overlaps the one before");
    bottom = box.bottom;
  });
  parent.postMessage({ width: page.clientWidth, figures, faults }, "*");
});
