export type Theme = "light" | "dark";

/** How Teams draws Adaptive Cards in its light and its dark theme. */
export function hostConfig(theme: Theme) {
  const dark = theme === "dark";
  return { ...shared, ...(dark ? darkly : lightly) };
}

const shared = {
  fontFamily: "'Segoe UI', -apple-system, BlinkMacSystemFont, Roboto, Ubuntu, 'Helvetica Neue', sans-serif",
  spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 14 },
  supportsInteractivity: true,
  fontSizes: { small: 12, default: 14, medium: 15, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 350, default: 400, bolder: 600 },
  imageSizes: { small: 32, medium: 52, large: 100 },
  actions: {
    maxActions: 6,
    spacing: "default",
    buttonSpacing: 8,
    showCard: { actionMode: "inline", inlineTopMargin: 12 },
    actionsOrientation: "horizontal",
    actionAlignment: "left",
  },
  adaptiveCard: { allowCustomStyle: true },
  factSet: {
    title: { color: "default", size: "default", isSubtle: false, weight: "bolder", wrap: true, maxWidth: 140 },
    value: { color: "default", size: "default", isSubtle: false, weight: "default", wrap: true },
    spacing: 12,
  },
  textBlock: { headingLevel: 3 },
  textStyles: { heading: { size: "large", weight: "bolder" }, columnHeader: { weight: "bolder" } },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { color: "attention", weight: "default" },
  },
  media: { allowInlinePlayback: false },
};

const lightly = {
  separator: { lineThickness: 1, lineColor: "#dcdce4" },
  containerStyles: {
    default: style("#ffffff"),
    emphasis: style("#f3f2fa"),
    good: style("#eef7ef"),
    attention: style("#fcf0f0"),
    warning: style("#fdf6e7"),
    accent: style("#eef1fb"),
  },
};

const darkly = {
  separator: { lineThickness: 1, lineColor: "#4a4a52" },
  containerStyles: {
    default: darkStyle("#2d2c2c"),
    emphasis: darkStyle("#3a3942"),
    good: darkStyle("#1f3324"),
    attention: darkStyle("#44232a"),
    warning: darkStyle("#3d3216"),
    accent: darkStyle("#2b2d47"),
  },
};

function style(backgroundColor: string) {
  const colour = (strong: string, subtle: string) => ({ default: strong, subtle });
  return {
    backgroundColor,
    foregroundColors: {
      default: colour("#242424", "#5c5c66"),
      dark: colour("#242424", "#5c5c66"),
      light: colour("#ffffff", "#f0f0f0"),
      accent: colour("#444791", "#585aa8"),
      good: colour("#0e6b2d", "#2b6b3f"),
      warning: colour("#8a5300", "#845a1a"),
      attention: colour("#b3261e", "#a8403a"),
    },
  };
}

function darkStyle(backgroundColor: string) {
  const colour = (strong: string, subtle: string) => ({ default: strong, subtle });
  return {
    backgroundColor,
    foregroundColors: {
      default: colour("#ffffff", "#c8c8d0"),
      dark: colour("#ffffff", "#c8c8d0"),
      light: colour("#242424", "#424242"),
      accent: colour("#b4b6f5", "#a7a9e8"),
      good: colour("#7fd79b", "#92c9a4"),
      warning: colour("#f2c661", "#dcbf7a"),
      attention: colour("#f4a5a5", "#e0a3a3"),
    },
  };
}
