// The profile: a cursor, and a part of the way that is shown larger. Mouse, touch and keyboard do the same things.
const LEAST_SHOWN_M = 150;
const NEAR = 0.55;
const STEPS = [0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 25, 50, 100];
const plots = new Map();

class Plot {
  constructor(element) {
    this.element = element;
    this.id = element.dataset.run;
    this.run = runs.get(this.id);
    this.length = Number(element.dataset.length);
    this.stage = element.querySelector(".stage");
    this.reps = [...element.querySelectorAll(".bands .rep, .bands .split")].map((band) => this.span(band));
    this.from = 0;
    this.width = this.length;
    this.at = 0;
    this.fingers = new Map();
    this.build();
    this.listen();
    this.show(0, this.length);
  }

  span(band) {
    const share = (name) => Number(band.style.getPropertyValue(name));
    return { from: share("--a") * this.length, to: share("--b") * this.length, words: band.textContent, kind: band.className.split(" ")[0] };
  }

  build() {
    const title = document.getElementById(`${this.id}-title`).textContent;
    this.readout = made("p", "readout", "Touch or hover to read the run at a place.");
    this.readout.setAttribute("aria-hidden", "true");
    this.buttons = [["\u2212", "Show more of the run"], ["+", "Show less of the run, larger"], ["All", "Show the whole run"]].map(([words, label]) => {
      const button = made("button", "", words);
      button.type = "button";
      button.setAttribute("aria-label", `${label}: ${title}`);
      return button;
    });
    const tools = made("div", "tools");
    tools.append(this.readout, ...this.buttons);
    this.grip = made("div", "grip");
    const attributes = { role: "slider", tabindex: "0", "aria-label": `Place in the profile of ${title}`, "aria-valuemin": "0", "aria-valuemax": String(Math.round(this.length)) };
    for (const [name, value] of Object.entries(attributes)) this.grip.setAttribute(name, value);
    this.line = made("div", "cursor");
    this.stage.querySelector(".bands").before(this.grip);
    this.stage.querySelector(".bands").append(this.line);
    this.element.before(tools);
    this.say();
  }

  listen() {
    const [wider, closer, all] = this.buttons;
    wider.addEventListener("click", () => this.zoom(2));
    closer.addEventListener("click", () => this.zoom(0.5));
    all.addEventListener("click", () => this.show(0, this.length));
    this.grip.addEventListener("keydown", (event) => this.key(event));
    this.grip.addEventListener("focus", () => this.move(this.at));
    this.grip.addEventListener("pointerdown", (event) => this.press(event));
    this.grip.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) this.grip.addEventListener(name, (event) => this.release(event));
    this.grip.addEventListener("dblclick", () => this.show(0, this.length));
    this.grip.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  // Shows a stretch of the way, widened to what can be shown at all.
  show(from, width) {
    this.width = Math.min(Math.max(width, Math.min(LEAST_SHOWN_M, this.length)), this.length);
    this.from = Math.min(Math.max(from, 0), this.length - this.width);
    const style = this.element.style;
    style.setProperty("--z0", this.from / this.length);
    style.setProperty("--zw", this.width / this.length);
    for (const svg of this.element.querySelectorAll(".panel svg")) {
      svg.setAttribute("viewBox", `${this.from} 0 ${this.width} ${svg.dataset.size}`);
    }
    this.element.classList.toggle("near", this.width < NEAR * this.length);
    this.ticks();
    const isWhole = this.width >= this.length;
    this.buttons[0].disabled = this.buttons[2].disabled = isWhole;
    const map = maps.get(this.id);
    if (map) map.show(isWhole ? null : [this.from, this.from + this.width]);
  }

  ticks() {
    const unit = this.run.unit;
    const step = unit * (STEPS.find((s) => this.width / (s * unit) <= 9) || 100);
    const digits = (String(Number((step / unit).toFixed(2))).split(".")[1] || "").length;
    const ticks = [];
    for (let k = Math.ceil(this.from / step); k * step <= this.from + this.width; k++) {
      const tick = made("span", k ? "" : "zero", ((k * step) / unit).toFixed(k ? digits : 0));
      tick.style.setProperty("--a", (k * step) / this.length);
      ticks.push(tick);
    }
    this.element.querySelector(".xaxis").replaceChildren(...ticks);
  }

  zoom(factor, around = this.isReading() ? this.at : this.from + this.width / 2) {
    const width = Math.min(Math.max(this.width * factor, LEAST_SHOWN_M), this.length);
    this.show(around - ((around - this.from) / this.width) * width, width);
  }

  isReading() {
    return this.element.classList.contains("reading") && this.at >= this.from && this.at <= this.from + this.width;
  }

  // Moves the cursor to the row nearest to a place, and the stretch that is shown along with it.
  move(metres) {
    const row = rowAt(this.run.d, Math.min(Math.max(metres, 0), this.length));
    this.at = Math.min(Math.max(metres, 0), this.length);
    if (this.at < this.from || this.at > this.from + this.width) this.show(this.at - this.width / 2, this.width);
    this.element.classList.add("reading");
    this.element.style.setProperty("--c", this.at / this.length);
    this.say(row);
    const map = maps.get(this.id);
    if (map) map.mark(row);
  }

  say(row = 0) {
    const words = told(this.run, row);
    const rep = this.reps.find((r) => this.at >= r.from && this.at < r.to);
    if (rep) words.push(`${rep.kind} ${rep.words}`);
    this.grip.setAttribute("aria-valuenow", String(Math.round(this.at)));
    this.grip.setAttribute("aria-valuetext", words.join(", "));
    if (this.element.classList.contains("reading")) this.readout.textContent = words.join(" \u00b7 ");
  }

  metresAt(event) {
    const box = this.grip.getBoundingClientRect();
    return this.from + (Math.min(Math.max(event.clientX - box.left, 0), box.width) / box.width) * this.width;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = (this.width / 100) * (event.shiftKey ? 10 : 1);
    const actions = {
      ArrowRight: () => this.move(this.at + step),
      ArrowLeft: () => this.move(this.at - step),
      ArrowUp: () => this.move(this.at + step),
      ArrowDown: () => this.move(this.at - step),
      PageUp: () => this.move(this.at + this.width / 4),
      PageDown: () => this.move(this.at - this.width / 4),
      Home: () => this.move(0),
      End: () => this.move(this.length),
      n: () => this.next(1),
      p: () => this.next(-1),
      "+": () => this.zoom(0.5),
      "=": () => this.zoom(0.5),
      "-": () => this.zoom(2),
      0: () => this.show(0, this.length),
      Escape: () => this.show(0, this.length),
    };
    const action = actions[event.key] || actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  }

  next(way) {
    const starts = this.reps.map((rep) => rep.from).sort((a, b) => a - b);
    const found = way > 0 ? starts.find((s) => s > this.at + 0.5) : starts.reverse().find((s) => s < this.at - 0.5);
    if (found !== undefined) this.move(found);
  }

  press(event) {
    this.fingers.set(event.pointerId, event.clientX);
    this.grip.setPointerCapture(event.pointerId);
    this.began = event.pointerType === "mouse" ? { x: event.clientX, at: this.metresAt(event) } : null;
    this.pinch = this.fingers.size === 2 ? this.pair() : null;
    this.move(this.metresAt(event));
  }

  // The places under two fingers, left one first, and the stretch that was shown when they came down.
  pair() {
    const box = this.grip.getBoundingClientRect();
    const shares = [...this.fingers.values()].map((x) => (x - box.left) / box.width).sort((a, b) => a - b);
    return { shares, places: shares.map((s) => this.from + s * this.width) };
  }

  drag(event) {
    if (this.fingers.has(event.pointerId)) this.fingers.set(event.pointerId, event.clientX);
    if (this.pinch && this.fingers.size === 2) {
      const [left, right] = this.pair().shares;
      const [a, b] = this.pinch.places;
      const width = (b - a) / Math.max(right - left, 0.05);
      this.show(a - left * width, width);
      return;
    }
    this.move(this.metresAt(event));
    if (this.began && Math.abs(event.clientX - this.began.x) > 6) this.choose(this.began.at, this.at);
  }

  // Marks the stretch that a drag of the mouse is about to show.
  choose(a, b) {
    this.chosen = this.chosen || this.stage.querySelector(".bands").appendChild(made("div", "chosen"));
    this.chosen.style.setProperty("--a", Math.min(a, b) / this.length);
    this.chosen.style.setProperty("--b", Math.max(a, b) / this.length);
    this.range = [Math.min(a, b), Math.max(a, b)];
  }

  release(event) {
    this.fingers.delete(event.pointerId);
    this.pinch = null;
    this.began = null;
    if (!this.chosen) return;
    this.chosen.remove();
    this.chosen = null;
    if (event.type === "pointerup") this.show(this.range[0], this.range[1] - this.range[0]);
  }

  wheel(event) {
    if (event.ctrlKey) {
      event.preventDefault();
      this.zoom(Math.exp(Math.min(Math.max(event.deltaY, -40), 40) / 100), this.metresAt(event));
    } else if (event.deltaX && this.width < this.length) {
      event.preventDefault();
      this.show(this.from + (event.deltaX / this.grip.clientWidth) * this.width, this.width);
    }
  }
}
