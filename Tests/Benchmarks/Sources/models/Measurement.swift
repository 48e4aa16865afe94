// SPDX-License-Identifier: GPL-3.0-or-later

/// What one solver did on one model.
struct Measurement {
  /// User CPU seconds, the mean of the runs.
  var seconds: Double
  /// The largest resident size of any run, where it is above the benchmark's own.
  var megabytes: Double?
  var agreement: Agreement
  /// Of ours only, when it prints them: seconds inside the process that the proposing and the
  /// concluding took.
  var parts: (oracle: Double, exact: Double)?

  var answered: Bool { agreement != .timedOut && agreement != .noAnswer }
}

/// One model, with a measurement for each solver that was run on it.
struct ModelRow {
  var name: String
  var rows: Int
  var columns: Int
  var nonzeros: Int
  /// The status or the decimal of the certified optimum.
  var answer: String
  var measurements: [ModelSolver: Measurement] = [:]

  /// Our user CPU over QSopt_ex's, where both answered.
  var ratio: Double? {
    guard let mine = measurements[.spechub], let theirs = measurements[.esolver],
      mine.answered, theirs.answered, mine.seconds > 0, theirs.seconds > 0
    else { return nil }
    return mine.seconds / theirs.seconds
  }
}
