// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import ExactSolving
internal import Glibc
import LPFormats
import Rationals

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "JSON Lines: one request a line on standard input, one answer a line on output.",
    discussion: """
      Example: echo '{"id": 1, "command": "audit", "input": {"p": ["1/2", "1/2"], \
      "law": ["1/2", "1/2"]}}' | spechub serve

      A request has "command" (audit, verify, optimum, compare, solve or check) and "input" (what the \
      command reads from a file), and may have "options" and an "id", which its answer repeats.

      Answers come in the order of the requests, each as soon as it and those before it are ready. \
      A bad line is answered with an error. Memory does not grow with the number of requests.

      --time-limit is for each request that solves linear programs, which is then answered with the \
      error "limit"; --memory-limit ends the whole process with status 3.
      """)

  @Option(
    help: ArgumentHelp(
      "Requests answered at a time; as many as there are processors by default.", valueName: "count"
    ))
  var jobs = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  @Option(
    help: ArgumentHelp(
      "A line longer than this is answered with an error and dropped.", valueName: "bytes"))
  var maxLineBytes = 64 << 20

  @OptionGroup var limits: WorkLimits

  func validate() throws {
    guard (1...1024).contains(jobs) else {
      throw ValidationError("--jobs \(jobs): expected a number from 1 to 1024")
    }
    guard maxLineBytes > 0 else {
      throw ValidationError("--max-line-bytes \(maxLineBytes): expected a positive number")
    }
  }

  @Flag(help: "Print JSON, which this command does anyway.")
  var json = false

  func run() throws {
    try finish {
      let start = Self.seconds
      var processLimits = limits
      processLimits.timeLimit = nil
      try Watchdog(processLimits)
      let pipeline = OrderedPipeline(capacity: 64 * jobs)
      let timeLimit = limits.timeLimit
      let threads = (0..<jobs).compactMap { _ in
        WorkerThread { pipeline.work { Self.answer($0, $1, timeLimit) } }
      }
      guard !threads.isEmpty else {
        throw CommandFailure("the system gives no thread to work in", status: .limit)
      }
      let limit = maxLineBytes
      let reader = WorkerThread {
        var lines = LineSource(descriptor: STDIN_FILENO, limit: limit)
        while let line = lines.next() { pipeline.submit(line) }
        pipeline.finish()
      }
      guard let reader else {
        pipeline.finish()
        throw CommandFailure("the system gives no thread to read in", status: .limit)
      }
      while let answers = pipeline.nextAnswers() { Console.answer(answers) }
      reader.join()
      for thread in threads { thread.join() }
      Console.note(Self.summary(pipeline.count, seconds: Self.seconds - start))
      return .holds
    }
  }

  /// The answer to one line, with its newline.
  private static func answer(
    _ line: OrderedPipeline.Line, _ number: Int, _ timeLimit: Double?
  ) -> [UInt8] {
    let deadline = timeLimit.map { ContinuousClock.now + .seconds($0) }
    let monitor = SolveMonitor(
      shouldStop: { deadline.map { ContinuousClock.now >= $0 } ?? false })
    let answer: JSONValue =
      switch line {
      case .text(let bytes): Request.answer(bytes, source: "line \(number)", monitor: monitor)
      case .tooLong:
        Request.failure(
          id: .null, RequestError(.lineTooLong, "line \(number) exceeds --max-line-bytes"))
      }
    return Array((answer.text() + "\n").utf8)
  }

  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static func summary(_ count: Int, seconds: Double) -> String {
    let rate = seconds > 0 ? Int(Double(count) / seconds) : 0
    return "served \(count) requests in \(Int(seconds * 1000)) ms, \(rate) a second, "
      + "peak memory \(peakMemoryInMegabytes) MB"
  }
}
