// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import Rationals
import SpeculativeDecoding
import TestSupport
import Testing

@testable import Commands
@testable import OptimalTransport

/// Opens `Examples/playground/index.html` in a headless browser and compares what it shows.
@Suite("The playground agrees with spechub")
struct PlaygroundTests {
  private static let page = "Examples/playground/index.html"

  /// The browser, or `nil` after saying why the test skips.
  private static func browser() throws -> PageBrowser? {
    if let browser = PageBrowser.find() { return browser }
    try #require(!PageBrowser.isRequired, "REQUIRE_TOOLS is set and there is no Chromium")
    print("skipped: there is no Chromium to open the playground in")
    return nil
  }

  @Test("every number shown for 200 random instances, as a fraction: schemes, plan, cut and flow")
  func randomInstances() throws {
    guard let browser = try Self.browser() else { return }
    var instances: [PlaygroundInstance] = []
    // The property draws and replays; the browser is started once for all of them.
    try forAll("playground instances", cases: 200, { try $0.playgroundInstance() }) {
      instances.append($0)
    }
    let files = instances.map { JSONValue.string($0.file) }
    let shown = try browser.run(
      Self.page, input: JSONValue.array(files).text(),
      probe: """
        byId("all").checked = true;
        return input.map((file) => {
          load(fromFile(file));
          if (toHash(fromHash(toHash(state))) !== toHash(state)) throw new Error(`link of ${file}`);
          const numbers = [...document.querySelectorAll("[data-key]")]
            .map(({ dataset }) => [dataset.key, dataset.exact]);
          if (new Set(numbers.map(([key]) => key)).size !== numbers.length) throw new Error("a key twice");
          return { file: toFile(state), numbers: Object.fromEntries(numbers),
            order: [...byId("schemes").children].map((row) => row.dataset.id) };
        });
        """
    ).elements()
    try #require(shown.count == instances.count)
    var (compared, failed) = (0, 0)
    for (instance, answer) in zip(instances, shown) where failed < 3 {
      let numbers = try answer.required("numbers").members().reduce(into: [String: String]()) {
        $0[$1.key] = try $1.cursor.string()
      }
      var problems = try PlaygroundExpectation(instance).problems(
        of: numbers, order: answer.required("order").strings())
      // The file that the page offers is the instance that it was given.
      let again = try PlaygroundInstance(try answer.required("file").string())
      if again.request != instance.request { problems.append("the file is \(again.file)") }
      if !problems.isEmpty {
        failed += 1
        Issue.record("\(instance): \(problems.joined(separator: "\n"))")
      }
      compared += numbers.count
    }
    guard failed == 0 else { return }
    print("playground: \(compared) numbers of \(instances.count) instances compared as fractions")
    #expect(compared > 50 * instances.count)
  }

  @Test("dragging, keys and typing keep both sums at exactly 1 and can be undone")
  func moving() throws {
    guard let browser = try Self.browser() else { return }
    let seed = Int.random(in: 1..<1 << 31)
    let answer = try browser.run(
      Self.page, hash: "p=1/3,1/3,1/6,1/6&q=0,0,1,0&k=2&sampling=iid", input: "\(seed)",
      probe: Self.movingProbe)
    for failure in try answer.required("failures").strings() {
      Issue.record("\(failure), seed \(seed)")
    }
    let (moves, refusals) = (
      try answer.required("moves").integer(), try answer.required("refusals").integer()
    )
    print("playground: \(moves) moves, \(refusals) refused texts, seed \(seed)")
    #expect(moves > 400)
    #expect(refusals == 16)
  }

  @Test("the commands that the page offers run as they stand")
  func commands() throws {
    guard let browser = try Self.browser() else { return }
    let commands = try browser.run(
      Self.page,
      probe: """
        return [0, 3, 7].flatMap((index) => {
          load(PRESETS[index]);
          const offered = [...byId("commands").children].filter((button) => !button.disabled);
          return offered.map(({ id }) => { byId(id).click(); return byId("command").textContent; });
        });
        """
    ).strings()
    #expect(Set(commands).count == 14)
    for command in commands {
      let printed = try DocumentationTests.run("\(command)\necho \"exit $?\"")
      #expect(printed.last == "exit 0", "\(command)\n\(printed.joined(separator: "\n"))")
    }
  }

  private static let movingProbe = """
    const failures = [];
    let moves = 0, refusals = 0, seed = input;
    const random = (count) => { seed = Number((BigInt(seed) * 48271n) % 2147483647n); return seed % count; };
    const check = (what) => {
      moves += 1;
      for (const which of ["p", "q"]) {
        if (!equal(sum(state[which]), ONE)) failures.push(`${what}: ${which} sums to ${text(sum(state[which]))}`);
        if (state[which].some((mass) => mass.n < 0n)) failures.push(`${what}: ${which} is negative`);
        state[which].forEach((mass, x) => {
          const { slider, value } = bars[x][which];
          if (slider.getAttribute("aria-valuetext") !== text(mass)) failures.push(`${what}: the bar says something else`);
          if (value.value !== text(mass)) failures.push(`${what}: the field says something else`);
        });
      }
    };
    // A pointer made up here cannot be captured.
    Element.prototype.setPointerCapture = () => {};
    const point = (slider, type, share) => {
      const box = slider.getBoundingClientRect();
      if (box.width < 50) failures.push("a bar has no width");
      slider.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0,
        clientX: box.left + share * box.width, clientY: box.top + 5 }));
    };
    const press = (slider, key) => slider.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    const expect = (condition, what) => { if (!condition) failures.push(what); };
    if (toHash(state) !== "p=1/3,1/3,1/6,1/6&q=0,0,1,0&k=2&sampling=iid") failures.push("the link was not read");

    // Dragging there and back gives what was there, when it is on the grid.
    load(PRESETS[0]);
    const before = toHash(state);
    point(bars[1].p.slider, "pointerdown", 0.6);
    for (const share of [0.1, 0.9, 0, 1, 0.6]) { point(bars[1].p.slider, "pointermove", share); check("drag"); }
    point(bars[1].p.slider, "pointerup", 0.6);
    expect(toHash(state) === before, `dragging back gave ${toHash(state)}`);
    // A scroll that began on a bar leaves it alone.
    point(bars[0].q.slider, "pointerdown", 0.9);
    point(bars[0].q.slider, "pointercancel", 0.9);
    expect(toHash(state) === before, "a cancelled drag changed the instance");
    for (const key of ["ArrowRight", "ArrowRight", "PageUp", "ArrowLeft", "ArrowLeft", "PageDown"]) { press(bars[2].q.slider, key); check(key); }
    expect(toHash(state) === before, `keys back gave ${toHash(state)}`);
    press(bars[2].q.slider, "End"); check("End");
    expect(equal(state.q[2], ONE), "End does not go to 1");
    press(bars[2].q.slider, "Home"); check("Home");
    expect(isZero(state.q[2]), "Home does not go to 0");

    // Random walks over all controls.
    for (let i = 0; i < 250; i++) {
      if (i % 20 === 0) load(PRESETS[random(PRESETS.length)]);
      const which = random(2) ? "p" : "q", token = random(state.p.length), { slider, value } = bars[token][which];
      const other = random(state.p.length), others = state[which].filter((_, x) => x !== token && x !== other).map(text).join();
      switch (random(7)) {
        case 0: change({ grid: GRIDS[random(GRIDS.length)], partner: null }); check("grid"); break;
        case 1: (random(2) ? byId("more") : byId("fewer")).click(); check("tokens"); break;
        case 2: change({ partner: other === token ? null : other });
          press(slider, ["ArrowUp", "ArrowDown", "PageUp", "End", "Home"][random(5)]); check("key");
          if (other !== token) expect(others === state[which].filter((_, x) => x !== token && x !== other).map(text).join(), "a third token moved");
          change({ partner: null }); break;
        case 3: value.value = `${random(8)}/7`; value.dispatchEvent(new Event("change")); check("typed"); break;
        case 4: byId(random(2) ? "k2" : "k3").click(); check("drafts"); break;
        default: point(slider, "pointerdown", random(101) / 100);
          for (let move = 0; move < 5; move++) { point(slider, "pointermove", random(121) / 100 - 0.1); check("drag"); }
          point(slider, "pointerup", 0);
          expect(state[which].every((mass) => state.grid % mass.d === 0n), "a drag left the grid");
      }
    }

    // What cannot be is refused with a reason, and changes nothing.
    load(PRESETS[0]);
    const refuse = (field, event, value, reason, place) => {
      field.value = value;
      field.dispatchEvent(new Event(event));
      const said = byId(place).textContent;
      if (said.includes(reason) && toHash(state) === before) refusals += 1;
      else failures.push(`${value}: said “${said}”`);
    };
    for (const [value, reason] of [["x", "not a number"], ["", "not a number"], [".", "not a number"], ["1/0", "divides by zero"],
      ["-1/2", "negative"], ["1.01", "more than 1"], ["1e", "not a number"], ["0.".padEnd(70, "1"), "too long"]]) {
      refuse(bars[0].p.value, "change", value, reason, "error");
    }
    const file = (target, draft = '["1/3", "1/3", "1/3"]', more = "") => `{"target": ${target}, "draft": ${draft}${more}}`;
    for (const [value, reason] of [["{", "not JSON"], ["[]", "expected an object"], [file('["1/2", "1/4", "1/3"]'), "1/12 too much"],
      [file("[0.5, 0.5]"), "3 to 6 tokens"], [file("[0.1, 0.2, 0.7]", "[0.1, 0.2, 0.6]"), "1/10 is missing"],
      [file("[0.5, -0.5, 1]"), "not negative"], [file("[0, 0, 1]", "[1, 0, 0]", ', "drafts": 4'), "2 or 3"],
      [file("[0, 0, 1]", "[1, 0, 0]", ', "sampling": "nucleus"'), "sampling: expected"]]) {
      refuse(byId("file"), "input", value, reason, "file-error");
    }
    byId("file").value = file("[0.1, 1e-1, 0.8]");
    byId("file").dispatchEvent(new Event("input"));
    expect(state.p.map(text).join() === "1/10,1/10,4/5", "a decimal is not exact");
    return { failures: [...new Set(failures)].slice(0, 20), moves, refusals };
    """
}
