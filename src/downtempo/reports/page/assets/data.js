// The rows of each run, put together again from their steps.
const given = JSON.parse(document.getElementById("data").textContent);

function unpacked(steps, fineness) {
  let sum = 0;
  return steps.map((step) => (step === null ? NaN : (sum += step) / fineness));
}

function opened(run) {
  const columns = { unit: run.unit, short: run.short };
  for (const name of "dthgvbxy") {
    if (run[name]) columns[name] = unpacked(run[name], given.fineness[name] || 1);
  }
  return columns;
}

const runs = new Map(Object.entries(given.runs).map(([id, run]) => [id, opened(run)]));

// The row nearest to a distance along the run.
function rowAt(distances, metres) {
  let low = 0;
  let high = distances.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (distances[middle] < metres) low = middle + 1;
    else high = middle;
  }
  return low > 0 && metres - distances[low - 1] < distances[low] - metres ? low - 1 : low;
}

function clock(seconds) {
  const whole = Math.round(seconds);
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const rest = `${Math.floor((whole % 3600) / 60)}:${two(whole % 60)}`;
  return hours ? `${hours}:${rest.padStart(5, "0")}` : rest;
}

// What is known of a row, in words.
function told(run, row) {
  const words = [`${(run.d[row] / run.unit).toFixed(2)} ${run.short}`];
  if (run.t) words.push(clock(run.t[row]));
  if (run.v) words.push(Number.isFinite(run.v[row]) ? `${clock(run.unit / run.v[row])} /${run.short}` : "standing");
  if (run.g && Number.isFinite(run.g[row])) words.push(`${(100 * run.g[row]).toFixed(1).replace("-", "\u2212")} %`);
  if (run.h && Number.isFinite(run.h[row])) words.push(`${Math.round(run.h[row])} m high`);
  if (run.b && Number.isFinite(run.b[row])) words.push(`${run.b[row]} bpm`);
  return words;
}

function made(name, className, words) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (words !== undefined) element.textContent = words;
  return element;
}
