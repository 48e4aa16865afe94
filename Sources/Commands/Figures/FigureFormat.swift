// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats

/// How a figure is written to a file: what the end of the file's name asks for.
enum FigureFormat: String, CaseIterable {
  case svg
  case png
  case html

  /// Throws wrong usage for any other ending.
  init(path: String) throws {
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard path.contains("."), let format = FigureFormat(rawValue: ending) else {
      throw ValidationError(
        "--output \(path): expected a name that ends with .svg, .png or .html.")
    }
    self = format
  }

  func write(_ figure: Figure, to path: String) throws {
    switch self {
    case .svg: try TextFile.write(figure.svg, to: path)
    case .png: try TextFile.write(Rasterizer.png(figure.svg), to: path)
    case .html: try TextFile.write(figure.page, to: path)
    }
  }
}

extension Figure {
  /// A page of its own: the picture and, to be unfolded, its numbers. It loads nothing.
  var page: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>\(title.escapedForXML)</title>
    <style>
    body { font-family: Helvetica, Arial, sans-serif; color: #1a1a1a; max-width: 46rem; \
    margin: 1.5rem auto; padding: 0 1rem; line-height: 1.45; }
    figure { margin: 0 0 2rem; }
    svg { display: block; width: 100%; height: auto; }
    summary { cursor: pointer; color: #555; }
    .numbers { overflow-x: auto; }
    table { border-collapse: collapse; font-size: .85rem; margin: .5rem 0; }
    th, td { text-align: left; padding: .15rem .7rem .15rem 0; border-bottom: 1px solid #ddd; }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    small { color: #666; }
    </style>
    </head>
    <body>
    <figure>
    \(svg)<details><summary>the numbers</summary><div class="numbers">
    \(table.html)
    </div></details>
    </figure>
    </body>
    </html>

    """
  }
}
