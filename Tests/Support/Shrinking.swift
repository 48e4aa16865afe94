// SPDX-License-Identifier: GPL-3.0-or-later

/// Makes a failing record of choices simpler, for as long as the case that it generates still fails.
///
/// Simpler means shorter, or as long and lexicographically smaller. Each accepted step is simpler than
/// the one before, so it ends; a budget of generated cases ends it earlier when checks are slow.
///
/// Four edits, repeated until none helps: leave out a chunk; zero a number; lower a number by binary
/// search, keeping its parity (which is the sign of an integer) and then not; lower a number and leave
/// out a chunk behind it, which is how a list loses an element whose count was drawn first.
/// Source: MacIver and Donaldson, Test-Case Reduction via Test-Case Generation, ECOOP 2020.
struct Shrinker<Value> {
  let generate: (inout Choices) throws -> Value
  let check: (Value) throws -> Void
  private(set) var record: [UInt64]
  private(set) var value: Value
  private(set) var reason: String
  private(set) var steps = 0
  private var budget = 5000

  init(
    record: [UInt64], value: Value, reason: String,
    generate: @escaping (inout Choices) throws -> Value,
    check: @escaping (Value) throws -> Void
  ) {
    self.record = record
    self.value = value
    self.reason = reason
    self.generate = generate
    self.check = check
  }

  mutating func run() {
    var before = -1
    while before != steps && budget > 0 {
      before = steps
      leaveOutChunks()
      lowerNumbers()
      if before == steps { lowerAndLeaveOut() }
    }
  }

  /// Takes the candidate over when it is simpler and still fails.
  private mutating func attempt(_ candidate: [UInt64]) -> Bool {
    guard budget > 0 else { return false }
    budget -= 1
    var choices = Choices(replaying: candidate)
    guard let value = try? generate(&choices) else { return false }
    let candidate = choices.record
    guard
      candidate.count < record.count
        || candidate.count == record.count && candidate.lexicographicallyPrecedes(record),
      let reason = failure(of: value, check)
    else { return false }
    (self.record, self.value, self.reason) = (candidate, value, reason)
    steps += 1
    return true
  }

  private mutating func leaveOutChunks() {
    var length = max(1, record.count / 2)
    while length > 0 {
      // From the end, where what is left out disturbs least.
      var end = record.count
      while end >= length {
        var candidate = record
        candidate.removeSubrange((end - length)..<end)
        end = attempt(candidate) ? min(end - length, record.count) : end - 1
      }
      length /= 2
    }
  }

  private mutating func lowerNumbers() {
    var index = 0
    while index < record.count {
      lowerNumber(at: index)
      index += 1
    }
  }

  private mutating func lowerNumber(at index: Int) {
    let number = record[index]
    guard number > 0, !replace(at: index, by: 0) else { return }
    // number − 2·kept fails; number − 2·lost is not known to. Find where one turns into the other.
    var (kept, lost): (UInt64, UInt64) = (0, number / 2)
    if lost > 0, replace(at: index, by: number - 2 * lost) { return }
    while lost - kept > 1 && kept < lost {
      let middle = kept + (lost - kept) / 2
      if replace(at: index, by: number - 2 * middle) { kept = middle } else { lost = middle }
    }
    if index < record.count, record[index] > 0 {
      _ = replace(at: index, by: record[index] - 1)
    }
  }

  private mutating func replace(at index: Int, by number: UInt64) -> Bool {
    guard index < record.count else { return false }
    var candidate = record
    candidate[index] = number
    return attempt(candidate)
  }

  private mutating func lowerAndLeaveOut() {
    for index in record.indices where (1...64).contains(record[index]) {
      for less in [UInt64(1), 2] where record[index] >= less {
        for length in 1...4 {
          var start = index + 1
          while start + length <= record.count {
            var candidate = record
            candidate[index] -= less
            candidate.removeSubrange(start..<(start + length))
            if attempt(candidate) { return }
            start += 1
          }
        }
      }
    }
  }
}

/// What the check says against the value; `nil` when it passes.
func failure<Value>(of value: Value, _ check: (Value) throws -> Void) -> String? {
  do {
    try check(value)
    return nil
  } catch {
    return "\(error)"
  }
}
