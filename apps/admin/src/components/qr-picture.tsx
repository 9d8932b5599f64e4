import { useMemo } from "react";
import "./qr-picture.css";

type Drawing = { viewBox: string; paths: string[]; boxes: { x: string; y: string; width: string; height: string }[] };

/** A QR code from the server's SVG text. Only its shapes are taken over, so nothing else in the text can reach the page. */
export function QrPicture({ svg, label }: { svg: string; label: string }) {
  const drawing = useMemo(() => readDrawing(svg), [svg]);
  return (
    <svg className="tb-qr" role="img" aria-label={label} viewBox={drawing.viewBox} shapeRendering="crispEdges">
      {drawing.paths.map((d) => (
        <path key={d} d={d} />
      ))}
      {drawing.boxes.map((box) => (
        <rect key={`${box.x},${box.y}`} {...box} />
      ))}
    </svg>
  );
}

function readDrawing(svg: string): Drawing {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const box = (rect: Element) => {
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => rect.getAttribute(name) ?? "0");
    return { x: x ?? "0", y: y ?? "0", width: width ?? "0", height: height ?? "0" };
  };
  return {
    viewBox: root.getAttribute("viewBox") ?? "0 0 1 1",
    paths: [...root.querySelectorAll("path")].filter(isDark).map((path) => path.getAttribute("d") ?? ""),
    boxes: [...root.querySelectorAll("rect")].filter(isDark).map(box),
  };
}

/** Some drawings begin with a white ground; the card behind is white already. */
function isDark(shape: Element): boolean {
  return !["#fff", "#ffffff", "white", "none"].includes((shape.getAttribute("fill") ?? "").toLowerCase());
}
