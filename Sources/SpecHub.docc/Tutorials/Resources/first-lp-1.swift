import LinearPrograms

// How much of the foods x and y, so that there is enough of everything
// and nothing is cheaper?
let diet = LinearProgram(name: "diet", sense: .minimize, objectiveName: "cost")
print(diet.variables.count)  // → 0
