// The frame belongs to another origin, so its title cannot be read from here: the simulator saw the page go by and knows.
const frame = document.querySelector("iframe");
const title = document.querySelector("[data-page-title]");
const address = document.querySelector("[data-page-address]");

async function showTitle() {
  const response = await fetch("/phone/browser/page");
  const page = await response.json();
  if (title && page.title) title.textContent = page.title;
  if (address && page.url) address.textContent = page.url;
}

frame?.addEventListener("load", () => void showTitle());
