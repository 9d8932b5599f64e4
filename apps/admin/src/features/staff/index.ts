export { LanguageChoice, ThemeChoice } from "./preference-cells.tsx";
export { SignInForm } from "./sign-in-form.tsx";
export { SignOutButton } from "./sign-out-button.tsx";
