// The route follows the profile: it shows the same stretch, and where the cursor is.
const maps = new Map();
const BARS = { km: [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000], mi: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] };

class RouteMap {
  constructor(element) {
    this.element = element;
    this.run = runs.get(element.dataset.run);
    this.width = Number(element.dataset.width);
    this.height = Number(element.dataset.height);
    this.svg = element.querySelector("svg");
    this.here = made("span", "here");
    this.here.hidden = true;
    element.querySelector(".labels").append(this.here);
    this.left = this.top = 0;
    this.share = 1;
    element.addEventListener("pointermove", (event) => this.point(event));
    element.addEventListener("pointerdown", (event) => this.point(event));
  }

  // Shows the way between two distances, or all of it.
  show(range) {
    [this.left, this.top, this.share] = range ? this.around(range) : [0, 0, 1];
    const width = this.width * this.share;
    this.svg.setAttribute("viewBox", `${this.left} ${this.top} ${width} ${this.height * this.share}`);
    const style = this.element.style;
    style.setProperty("--x0", this.left / this.width);
    style.setProperty("--y0", this.top / this.height);
    style.setProperty("--xw", this.share);
    this.bar(width);
  }

  around([from, to]) {
    const first = rowAt(this.run.d, from);
    const last = Math.max(rowAt(this.run.d, to), first + 1);
    const sides = (values) => {
      const part = values.slice(first, last + 1).filter(Number.isFinite);
      return [Math.min(...part), Math.max(...part)];
    };
    const [x0, x1] = sides(this.run.x);
    const [y0, y1] = sides(this.run.y);
    const share = Math.min(1, Math.max(((x1 - x0) * 1.3 + 60) / this.width, ((y1 - y0) * 1.3 + 60) / this.height));
    return [(x0 + x1 - share * this.width) / 2, (y0 + y1 - share * this.height) / 2, share];
  }

  bar(width) {
    const isMile = this.run.short === "mi";
    const unit = isMile ? this.run.unit : 1;
    const sizes = BARS[isMile ? "mi" : "km"];
    const size = [...sizes].reverse().find((s) => s * unit <= 0.4 * width) || sizes[0];
    const bar = this.element.querySelector(".scale");
    bar.style.setProperty("--bar", (size * unit) / width);
    bar.firstChild.textContent = isMile ? `${size} mi` : size < 1000 ? `${size} m` : `${size / 1000} km`;
  }

  mark(row) {
    this.here.hidden = false;
    this.here.style.setProperty("--x", this.run.x[row] / this.width);
    this.here.style.setProperty("--y", this.run.y[row] / this.height);
  }

  // Moves the cursor of the profile to the place of the way that is nearest to the pointer.
  point(event) {
    const box = this.element.getBoundingClientRect();
    const x = this.left + ((event.clientX - box.left) / box.width) * this.width * this.share;
    const y = this.top + ((event.clientY - box.top) / box.height) * this.height * this.share;
    let best = -1;
    let least = (this.width * this.share * 0.06) ** 2;
    for (let row = 0; row < this.run.x.length; row++) {
      const away = (this.run.x[row] - x) ** 2 + (this.run.y[row] - y) ** 2;
      if (away < least) [best, least] = [row, away];
    }
    const plot = plots.get(this.element.dataset.run);
    if (best >= 0 && plot) plot.move(this.run.d[best]);
  }
}
