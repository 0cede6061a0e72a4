// Reads values off the curves: nearest point of each line to the pointer, in data units.
for (const svg of document.querySelectorAll('svg.crosshair')) {
  const figure = svg.closest('figure');
  const areas = [...svg.querySelectorAll('svg.area')].map(el => {
    const [x0, x1] = el.dataset.x.split(' ').map(Number);
    const [y0, y1, from, to, log] = el.dataset.y.split(' ').map((s, i) => i < 4 ? Number(s) : s);
    const box = ['x', 'y', 'width', 'height'].map(a => el[a].baseVal.value);
    const cross = document.createElementNS(svg.namespaceURI, 'line');
    for (const [k, v] of [['class', 'cross'], ['y2', box[3]], ['visibility', 'hidden']]) cross.setAttribute(k, v);
    el.append(cross);
    const lines = new Map([...el.querySelectorAll('g')].reverse().map(g => [g.dataset.name,
      { points: [...g.querySelectorAll('polyline')].flatMap(p => [...p.points]),
        colour: () => getComputedStyle(g.querySelector('polyline') ?? svg).stroke }]));
    const value = py => {
      const share = (py - from) / (to - from);
      return log ? y0 * (y1 / y0) ** share : y0 + share * (y1 - y0);
    };
    return { box, x0, x1, cross, lines, value, label: el.dataset.label };
  });
  svg.querySelectorAll('title').forEach(t => t.remove());
  svg.setAttribute('aria-label', figure.querySelector('figcaption').textContent);
  const readout = Object.assign(document.createElement('div'), { className: 'readout', hidden: true });
  figure.append(readout);
  const cell = (row, tag, text) => row.appendChild(document.createElement(tag)).append(text);
  const hide = () => {
    readout.hidden = true;
    areas.forEach(a => a.cross.setAttribute('visibility', 'hidden'));
  };
  svg.addEventListener('pointerleave', hide);
  svg.addEventListener('pointermove', event => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const { box, x0, x1 } = areas[0];
    const px = at.x - box[0];
    if (px < 0 || px > box[2]) return hide();
    const table = document.createElement('table');
    const head = table.insertRow();
    cell(head, 'th', Math.round(x0 + px / box[2] * (x1 - x0)));
    areas.forEach(a => cell(head, 'th', a.label.replace(/ *\(.*/, '')));
    for (const [name, { colour }] of areas[0].lines) {
      const row = table.insertRow();
      cell(row, 'th', name);
      row.firstChild.prepend(Object.assign(document.createElement('i'), { style: `background:${colour()}` }));
      for (const { lines, value } of areas) {
        const points = lines.get(name)?.points ?? [];
        const near = points.reduce((b, p) => Math.abs(p.x - px) < Math.abs(b.x - px) ? p : b, { x: 1e9 });
        cell(row, 'td', Math.abs(near.x - px) < 8 ? value(near.y).toPrecision(3) : '\u2013');
      }
    }
    readout.replaceChildren(table);
    readout.hidden = false;
    areas.forEach(a => ['x1', 'x2'].forEach(k => a.cross.setAttribute(k, px)) || a.cross.setAttribute('visibility', 'visible'));
    const home = figure.getBoundingClientRect();
    const left = event.clientX - home.left + 16;
    const flip = left + readout.offsetWidth > home.width ? readout.offsetWidth + 32 : 0;
    readout.style.left = `${Math.max(0, left - flip)}px`;
    readout.style.top = `${event.clientY - home.top + 12}px`;
  });
}
