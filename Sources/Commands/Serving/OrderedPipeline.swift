// SPDX-License-Identifier: GPL-3.0-or-later

/// Lines answered by several workers, in the order in which they came, with a bounded number in flight.
///
/// A ring of slots goes through three hands: the reader fills the next slot, any worker takes the next
/// filled one, and the writer empties slots in order. A full ring stops the reader, so a slow consumer
/// or a slow answer holds back the input instead of filling the memory; a line that is answered before
/// an earlier one waits in its slot.
///
/// Always true: written ≤ taken ≤ read ≤ written + capacity, and the bytes in the ring are at most the
/// limit, or one line's where a single line is longer.
final class OrderedPipeline: @unchecked Sendable {
  private enum Slot {
    case free
    case line(Line)
    case running
    case answer([UInt8])
  }

  /// A line of input, or what is known about one that was too long to keep.
  enum Line {
    case text([UInt8])
    case tooLong
  }

  private let monitor = Monitor()
  private var slots: [Slot]
  private var read = 0
  private var taken = 0
  private var written = 0
  private var isAtEnd = false
  private var bytes = 0
  private let byteLimit: Int

  init(capacity: Int, byteLimit: Int = 64 << 20) {
    precondition(capacity > 0, "a pipeline holds at least one line")
    slots = Array(repeating: .free, count: capacity)
    self.byteLimit = byteLimit
  }

  private static func size(of line: Line) -> Int {
    if case .text(let bytes) = line { bytes.count } else { 0 }
  }

  /// The number of lines read so far.
  var count: Int {
    monitor.enter()
    defer { monitor.leave() }
    return read
  }

  /// Adds a line; waits while the ring is full.
  func submit(_ line: Line) {
    let size = Self.size(of: line)
    monitor.enter()
    while read - written == slots.count || (read > written && bytes + size > byteLimit) {
      monitor.wait()
    }
    slots[read % slots.count] = .line(line)
    read += 1
    bytes += size
    monitor.announce()
    monitor.leave()
  }

  /// Says that no more lines will come.
  func finish() {
    monitor.enter()
    isAtEnd = true
    monitor.announce()
    monitor.leave()
  }

  /// Answers lines until there are no more. `answer` gets the number of the line, from 1.
  func work(_ answer: (Line, Int) -> [UInt8]) {
    while true {
      monitor.enter()
      while taken == read && !isAtEnd { monitor.wait() }
      guard taken < read else { return monitor.leave() }
      let index = taken
      guard case .line(let line) = slots[index % slots.count] else {
        fatalError("slots from taken to read hold lines")
      }
      slots[index % slots.count] = .running
      taken += 1
      monitor.leave()
      let text = answer(line, index + 1)
      monitor.enter()
      bytes += text.count - Self.size(of: line)
      slots[index % slots.count] = .answer(text)
      if index == written { monitor.announce() }
      monitor.leave()
    }
  }

  /// Waits for the next answers in order: all that are ready, joined; `nil` after the last.
  func nextAnswers() -> [UInt8]? {
    monitor.enter()
    defer { monitor.leave() }
    while true {
      var ready: [UInt8] = []
      while written < read, case .answer(let text) = slots[written % slots.count],
        ready.count < 1 << 20
      {
        ready += text
        bytes -= text.count
        slots[written % slots.count] = .free
        written += 1
      }
      if !ready.isEmpty {
        monitor.announce()
        return ready
      }
      if isAtEnd && written == read { return nil }
      monitor.wait()
    }
  }
}
