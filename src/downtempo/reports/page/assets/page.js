// Everything around the pictures: what belongs together lights up together, links lead into profiles, light and dark.
function light(event, isOn) {
  const part = event.target.closest && event.target.closest("[data-part]");
  const run = part && part.closest(".run");
  if (!run) return;
  for (const same of run.querySelectorAll(`[data-part="${part.dataset.part}"]`)) same.classList.toggle("lit", isOn);
}

for (const [on, off] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  document.addEventListener(on, (event) => light(event, true));
  document.addEventListener(off, (event) => light(event, false));
}

// A link to a place shows it with as much around it again, and puts the cursor there.
function jump(event) {
  const link = event.target.closest("a[data-from]");
  const plot = link && plots.get(link.dataset.run);
  if (!plot) return;
  event.preventDefault();
  const [from, to] = [Number(link.dataset.from), Number(link.dataset.to)];
  const room = Math.max(to - from, 250);
  plot.show(from - room, to - from + 2 * room);
  plot.move(from);
  plot.grip.focus({ preventScroll: true });
  document.getElementById(`${link.dataset.run}-profile`).scrollIntoView({ block: "center" });
}

function isDark() {
  const chosen = document.documentElement.dataset.scheme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function addSwitch() {
  const button = made("button", "");
  button.type = "button";
  const name = () => (button.textContent = isDark() ? "Light page" : "Dark page");
  button.addEventListener("click", () => {
    document.documentElement.dataset.scheme = isDark() ? "light" : "dark";
    name();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
  name();
  document.querySelector(".head").append(button);
}

// On paper everything is shown: what was folded away, and each run as a whole.
function print() {
  for (const plot of plots.values()) plot.show(0, plot.length);
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    addEventListener("afterprint", () => (details.open = false), { once: true });
  }
}

// A table that is shown whole needs no stop of the keyboard.
function stops() {
  for (const box of document.querySelectorAll(".scroll")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

for (const element of document.querySelectorAll(".map")) {
  if (runs.has(element.dataset.run)) maps.set(element.dataset.run, new RouteMap(element));
}
for (const element of document.querySelectorAll(".plot")) {
  if (runs.has(element.dataset.run)) plots.set(element.dataset.run, new Plot(element));
}
document.addEventListener("click", jump);
addEventListener("beforeprint", print);
addEventListener("resize", stops);
document.addEventListener("toggle", stops, true);
stops();
addSwitch();
document.documentElement.dataset.drawn = String(Math.round(performance.now()));
