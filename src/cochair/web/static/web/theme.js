// Applied before anything is painted: the reader's own choice of theme, if there is one.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch { /* Without storage the system's theme holds. */ }
