// The grid of a sheet: a frame as large as the sheet, in which only the cells in view are drawn.

const grid = document.getElementById('grid');
const line = document.getElementById('cell');
const ranges = (text) => (text ? text.split(',').map((pair) => pair.split('-').map(Number)) : []);

// What stands around a stored value and behind a text that is cut.
const [open, close, more] = document.documentElement.lang === 'en' ? [' (', ')', '…'] : ['（', '）', '……'];
const ROW = 24;
const HEAD = 26;
const SIDE = 64;
const USUAL = Number(grid.dataset.usual);
// A digit in pixels, as the program counts widths.
const DIGIT = 7;
const GRAVITY = ['error', 'warning', 'info'];
// Browsers give no element more height than this.
const TALLEST = 8_000_000;
const EXTRA = 10;

const rows = Math.max(Number(grid.dataset.rows), 1) + EXTRA;
const columns = Math.max(Number(grid.dataset.columns), 1) + 2;
const hiddenColumns = ranges(grid.dataset.hiddenColumns);
const isHiddenColumn = (column) => hiddenColumns.some(([first, last]) => first <= column && column <= last);

// Where each column begins; a hidden one is a narrow grey strip.
const starts = new Float64Array(columns + 2);
const widths = new Map();
function place() {
  for (let column = 1; column <= columns; column += 1) {
    const characters = widths.get(column) ?? USUAL;
    const width = isHiddenColumn(column) ? 14 : Math.min(Math.max(characters * DIGIT + 5, 28), 600);
    starts[column + 1] = starts[column] + width;
  }
}
{
  for (const one of grid.dataset.widths ? grid.dataset.widths.split(',') : []) {
    const [range, width] = one.split(':');
    const [first, last] = range.split('-').map(Number);
    for (let column = first; column <= Math.min(last, columns); column += 1) widths.set(column, Number(width));
  }
  place();
}
// A file that states no widths gets those of what it shows first.
let fitted = Boolean(grid.dataset.widths);
function fit(cells) {
  if (fitted) return;
  fitted = true;
  for (const cell of cells) {
    const long = [...cell.text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 2);
    widths.set(cell.column, Math.min(Math.max(widths.get(cell.column) ?? USUAL, long), 40));
  }
  place();
  space.style.width = `${SIDE + starts[columns + 1]}px`;
}

const height = rows * ROW;
const tall = Math.min(height, TALLEST);
const space = document.createElement('div');
space.className = 'space';
space.setAttribute('role', 'presentation');
space.style.width = `${SIDE + starts[columns + 1]}px`;
space.style.height = `${HEAD + tall}px`;
const layer = document.createElement('div');
layer.className = 'layer';
layer.setAttribute('role', 'rowgroup');
space.append(layer);
grid.append(space);

const known = { top: 0, left: 0, bottom: 0, right: 0, cells: new Map(), marks: new Map(), merges: [], hidden: [] };
const active = { row: Number(grid.dataset.row), column: Number(grid.dataset.column) };
const isHiddenRow = (row) => known.hidden.some(([first, last]) => first <= row && row <= last);
let wanted = null;
let asked = 0;

const name = (column) => {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
};
const key = (row, column) => row * 20_000 + column;
const seenRows = () => Math.max(Math.ceil((grid.clientHeight - HEAD) / ROW), 1);

// The row at the top of the view. A sheet taller than any element is scrolled by shares of it.
function topRow() {
  if (height <= TALLEST) return grid.scrollTop / ROW + 1;
  const most = HEAD + tall - grid.clientHeight;
  return 1 + (grid.scrollTop / most) * (rows - seenRows());
}

function scrollToRow(row) {
  if (height <= TALLEST) grid.scrollTop = (row - 1) * ROW;
  else grid.scrollTop = ((row - 1) / (rows - seenRows())) * (HEAD + tall - grid.clientHeight);
}

function columnAt(x) {
  let [low, high] = [1, columns];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

// What is in view, in rows and columns.
function view() {
  const top = Math.max(Math.floor(topRow()), 1);
  const left = columnAt(grid.scrollLeft);
  const right = columnAt(grid.scrollLeft + grid.clientWidth);
  return { top, bottom: Math.min(top + seenRows() + 1, rows), left, right };
}

function covers(seen) {
  return known.top <= seen.top && known.bottom >= seen.bottom && known.left <= seen.left && known.right >= seen.right;
}

async function fetchView(seen) {
  const many = seenRows();
  const top = Math.max(seen.top - many, 1);
  const left = Math.max(seen.left - 5, 1);
  const count = Math.min(many * 3 + 4, 500);
  const across = Math.min(seen.right - left + 6, 200);
  const mine = (asked += 1);
  const address = `${grid.dataset.window}&top=${top}&left=${left}&rows=${count}&columns=${across}`;
  const answer = await fetch(address);
  if (!answer.ok || mine !== asked) return;
  const { seen: found, marks } = await answer.json();
  const merges = found.blocks.map((block) => [block.top, block.left, block.bottom, block.right]);
  Object.assign(known, { top, left, bottom: top + count - 1, right: left + across - 1, merges, hidden: found.hidden_rows });
  // A block's words stand in its first cell, which may lie outside of what was sent.
  const cells = [...found.cells, ...found.blocks.map((block) => block.cell).filter(Boolean)];
  fit(cells);
  known.cells = new Map(cells.map((cell) => [key(cell.row, cell.column), cell]));
  known.marks = new Map();
  for (const mark of marks) {
    // A cell that a block covers is shown as the block.
    const block = known.merges.find(([top, left, bottom, right]) => top <= mark[0] && mark[0] <= bottom && left <= mark[1] && mark[1] <= right);
    const at = block ? key(block[0], block[1]) : key(mark[0], mark[1]);
    const there = known.marks.get(at);
    const graver = there && GRAVITY.indexOf(there.severity) < GRAVITY.indexOf(mark[2]) ? there.severity : mark[2];
    known.marks.set(at, { severity: graver, words: there ? `${there.words}\n${mark[3]}` : mark[3] });
  }
  draw();
}

function box(role, className, x, y, width, tallness, text) {
  const made = document.createElement('div');
  made.setAttribute('role', role);
  made.className = className;
  made.style.left = `${x}px`;
  made.style.top = `${y}px`;
  made.style.width = `${width}px`;
  made.style.height = `${tallness}px`;
  made.textContent = text;
  return made;
}

// A number that has no room is not shown in part, as if it were another one.
function within_width(cell, width) {
  if (cell.kind !== 'number' || cell.text.length * DIGIT + 8 <= width) return cell.text;
  return '#'.repeat(Math.max(Math.floor((width - 8) / DIGIT), 2));
}

function mergeOf(row, column) {
  return known.merges.find(([top, left, bottom, right]) => top <= row && row <= bottom && left <= column && column <= right);
}

function draw() {
  const seen = view();
  const x = (column) => SIDE + starts[column] - grid.scrollLeft;
  const whole = Math.floor(topRow());
  const shift = height <= TALLEST ? (topRow() - whole) * ROW : 0;
  const y = (row) => HEAD + (row - whole) * ROW - shift;
  layer.style.width = `${grid.clientWidth}px`;
  layer.style.height = `${grid.clientHeight}px`;
  const drawn = [];
  const head = document.createElement('div');
  head.setAttribute('role', 'row');
  head.setAttribute('aria-rowindex', '1');
  head.append(box('columnheader', 'corner', 0, 0, SIDE, HEAD, '#'));
  for (let column = seen.left; column <= seen.right; column += 1) {
    const hidden = isHiddenColumn(column);
    const made = box('columnheader', hidden ? 'head hidden' : 'head', x(column), 0, starts[column + 1] - starts[column], HEAD, name(column));
    made.setAttribute('aria-colindex', column + 1);
    head.append(made);
  }
  for (let row = seen.top; row <= seen.bottom; row += 1) {
    const made = document.createElement('div');
    made.setAttribute('role', 'row');
    made.setAttribute('aria-rowindex', row + 1);
    const side = box('rowheader', isHiddenRow(row) ? 'side hidden' : 'side', 0, y(row), SIDE, ROW, row);
    for (let column = seen.left; column <= seen.right; column += 1) {
      const merge = mergeOf(row, column);
      let [right, bottom] = [column, row];
      let [left, top] = [column, row];
      if (merge) {
        const first = row === Math.max(merge[0], seen.top) && column === Math.max(merge[1], seen.left);
        if (!first) continue;
        [top, left, bottom, right] = merge;
      }
      const cell = known.cells.get(key(top, left));
      const mark = known.marks.get(key(top, left));
      const classes = ['box'];
      if (cell) classes.push(cell.kind);
      if (merge) classes.push('merged');
      if (mark) classes.push(mark.severity);
      if (isHiddenRow(row) || isHiddenColumn(column)) classes.push('hidden');
      const within = merge ? top <= active.row && active.row <= bottom && left <= active.column && active.column <= right : row === active.row && column === active.column;
      if (within) classes.push('active');
      const shown = box('gridcell', classes.join(' '), x(left), y(top), starts[Math.min(right, columns) + 1] - starts[left], (bottom - top + 1) * ROW, cell ? within_width(cell, starts[Math.min(right, columns) + 1] - starts[left]) : '');
      shown.setAttribute('aria-colindex', left + 1);
      shown.dataset.at = `${row},${column}`;
      if (within) shown.id = 'active-cell';
      if (mark || cell) shown.title = mark ? mark.words : cell.text;
      made.append(shown);
    }
    made.append(side);
    drawn.push(made);
  }
  layer.replaceChildren(...drawn, head);
  grid.setAttribute('aria-activedescendant', document.getElementById('active-cell') ? 'active-cell' : '');
  say();
}

// The cell that is chosen, in words below the grid.
function say() {
  const merge = mergeOf(active.row, active.column);
  const [row, column] = merge ? [merge[0], merge[1]] : [active.row, active.column];
  const cell = known.cells.get(key(row, column));
  const mark = known.marks.get(key(row, column));
  const words = `${name(column)}${row}　${cell ? cell.text : ''}${cell?.stored ? `${open}${cell.stored}${close}` : ''}${cell?.cut ? more : ''}${mark ? `\n${mark.words}` : ''}`;
  if (line.textContent !== words) line.textContent = words;
}

let waiting = 0;
function refresh() {
  const seen = view();
  draw();
  if (covers(seen)) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => fetchView(seen), 20);
}

function reveal() {
  const first = topRow();
  const many = seenRows() - 1;
  if (active.row < first) scrollToRow(active.row);
  else if (active.row >= first + many) scrollToRow(active.row - many + 1);
  const [left, right] = [starts[active.column], starts[active.column + 1]];
  const room = grid.clientWidth - SIDE;
  if (left < grid.scrollLeft) grid.scrollLeft = left;
  else if (right > grid.scrollLeft + room) grid.scrollLeft = right - room;
}

function move(row, column) {
  active.row = Math.min(Math.max(row, 1), rows);
  active.column = Math.min(Math.max(column, 1), columns);
  reveal();
  refresh();
}

grid.addEventListener('scroll', () => {
  if (wanted) return;
  wanted = requestAnimationFrame(() => {
    wanted = null;
    refresh();
  });
});
grid.addEventListener('click', (event) => {
  const at = event.target.closest('[data-at]')?.dataset.at;
  if (!at) return;
  const [row, column] = at.split(',').map(Number);
  move(row, column);
});
grid.addEventListener('keydown', (event) => {
  const page = seenRows() - 2;
  const { row, column } = active;
  const last = Number(grid.dataset.rows);
  const wide = Number(grid.dataset.columns);
  const moves = {
    ArrowDown: () => move(row + 1, column),
    ArrowUp: () => move(row - 1, column),
    ArrowRight: () => move(row, column + 1),
    ArrowLeft: () => move(row, column - 1),
    PageDown: () => move(row + page, column),
    PageUp: () => move(row - page, column),
    Home: () => move(event.ctrlKey ? 1 : row, 1),
    End: () => move(event.ctrlKey ? last : row, wide),
  };
  const todo = moves[event.key];
  if (!todo) return;
  event.preventDefault();
  todo();
});
new ResizeObserver(refresh).observe(grid);

if (grid.dataset.asked) {
  grid.focus({ preventScroll: true });
  document.querySelector('.of-file .current')?.scrollIntoView({ block: 'nearest' });
  scrollToRow(Math.max(active.row - Math.floor(seenRows() / 2), 1));
  grid.scrollLeft = Math.max(starts[active.column] - 200, 0);
}
refresh();
