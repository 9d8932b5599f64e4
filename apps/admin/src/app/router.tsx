import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { may, type Right, type Role } from "@tillbook/domain/staff";
import { failureOf } from "../lib/failure.ts";
import { queryClient } from "../lib/query-client.ts";
import {
  breaksSearchSchema,
  casesSearchSchema,
  daySearchSchema,
  deliveriesSearchSchema,
  lensSearchSchema,
  monthSearchSchema,
  notificationsSearchSchema,
  ordersSearchSchema,
  refundFormSearchSchema,
  refundsSearchSchema,
  reportsSearchSchema,
  rulesSearchSchema,
  signInSearchSchema,
  todaySearchSchema,
} from "../lib/search-params.ts";
import { readSearch, writeSearch } from "../lib/search-text.ts";
import { sessionOptions } from "../lib/session.ts";
import { booksPage } from "./books-page.ts";
import { NotForThisRole } from "./not-for-this-role.ts";
import { DeskFailed, NoSuchAddress, NoSuchPage, PageFailed, PagePending } from "./page-faces.tsx";
import { Shell } from "./shell.tsx";

const root = createRootRoute({ notFoundComponent: NoSuchAddress });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: signInSearchSchema,
  component: lazyRouteComponent(() => import("./routes/sign-in-page.tsx"), "SignInPage"),
});

const desk = createRoute({
  getParentRoute: () => root,
  id: "desk",
  beforeLoad: async ({ location }) => {
    try {
      return { session: await queryClient.ensureQueryData(sessionOptions()) };
    } catch (error) {
      if (failureOf(error).code === "not_signed_in") throw redirect({ to: "/sign-in", search: { to: location.href } });
      throw error;
    }
  },
  component: Shell,
  errorComponent: DeskFailed,
});

const home = createRoute({
  getParentRoute: () => desk,
  path: "/",
  beforeLoad: ({ context }) => {
    throw redirect({ to: homeOf(context.session.role) });
  },
});

/** A cashier's day starts at the keypad, a bookkeeper's at the books. */
function homeOf(role: Role): "/collect" | "/reconcile" | "/orders" {
  if (may(role, "collect")) return "/collect";
  return may(role, "reconcile") ? "/reconcile" : "/orders";
}

const only =
  (right: Right) =>
  ({ context }: { context: { session: { role: Role } } }): void => {
    if (!may(context.session.role, right)) throw new NotForThisRole(right);
  };

const collect = createRoute({
  getParentRoute: () => desk,
  path: "/collect",
  beforeLoad: only("collect"),
  component: lazyRouteComponent(() => import("./routes/collect-page.tsx"), "CollectPage"),
});
const collected = createRoute({
  getParentRoute: () => desk,
  path: "/collect/$orderId",
  beforeLoad: only("collect"),
  component: lazyRouteComponent(() => import("./routes/collected-page.tsx"), "CollectedPage"),
});

const orders = createRoute({
  getParentRoute: () => desk,
  path: "/orders",
  beforeLoad: only("readOrders"),
  validateSearch: ordersSearchSchema,
  component: lazyRouteComponent(() => import("./routes/orders-page.tsx"), "OrdersPage"),
});
const order = createRoute({
  getParentRoute: () => orders,
  path: "$orderId",
  component: lazyRouteComponent(() => import("./routes/order-drawer.tsx"), "OrderDrawer"),
});
const refund = createRoute({
  getParentRoute: () => orders,
  path: "$orderId/refund",
  beforeLoad: only("refund"),
  validateSearch: refundFormSearchSchema,
  component: lazyRouteComponent(() => import("./routes/refund-drawer.tsx"), "RefundDrawer"),
});

const refunds = createRoute({
  getParentRoute: () => desk,
  path: "/refunds",
  beforeLoad: only("readOrders"),
  validateSearch: refundsSearchSchema,
  component: lazyRouteComponent(() => import("./routes/refunds-page.tsx"), "RefundsPage"),
});
const oneRefund = createRoute({
  getParentRoute: () => refunds,
  path: "$refundId",
  component: lazyRouteComponent(() => import("./routes/one-refund-drawer.tsx"), "OneRefundDrawer"),
});

const cases = createRoute({
  getParentRoute: () => desk,
  path: "/cases",
  beforeLoad: only("readOrders"),
  validateSearch: casesSearchSchema,
  component: lazyRouteComponent(() => import("./routes/cases-page.tsx"), "CasesPage"),
});
const oneCase = createRoute({
  getParentRoute: () => cases,
  path: "$caseId",
  component: lazyRouteComponent(() => import("./routes/case-drawer.tsx"), "CaseDrawer"),
});

const reconcile = createRoute({
  getParentRoute: () => desk,
  path: "/reconcile",
  beforeLoad: only("readSettlement"),
  validateSearch: monthSearchSchema,
  component: booksPage(() => import("./routes/month-page.tsx"), "MonthPage"),
});
const breaks = createRoute({
  getParentRoute: () => desk,
  path: "/reconcile/breaks",
  beforeLoad: only("readSettlement"),
  validateSearch: breaksSearchSchema,
  component: booksPage(() => import("./routes/breaks-page.tsx"), "BreaksPage"),
});
const payouts = createRoute({
  getParentRoute: () => desk,
  path: "/reconcile/payouts",
  beforeLoad: only("readSettlement"),
  component: booksPage(() => import("./routes/payouts-page.tsx"), "PayoutsPage"),
});
const reports = createRoute({
  getParentRoute: () => desk,
  path: "/reconcile/reports",
  beforeLoad: only("readSettlement"),
  validateSearch: reportsSearchSchema,
  component: booksPage(() => import("./routes/reports-page.tsx"), "ReportsPage"),
});
const boundary = createRoute({
  getParentRoute: () => desk,
  path: "/reconcile/boundary",
  beforeLoad: only("readSettlement"),
  validateSearch: lensSearchSchema,
  component: booksPage(() => import("./routes/lens-page.tsx"), "LensPage"),
});
const rules = createRoute({
  getParentRoute: () => desk,
  path: "/reconcile/rules",
  beforeLoad: only("readSettlement"),
  validateSearch: rulesSearchSchema,
  component: booksPage(() => import("./routes/rules-page.tsx"), "RulesPage"),
});
const approvals = createRoute({
  getParentRoute: () => desk,
  path: "/reconcile/approvals",
  beforeLoad: only("readSettlement"),
  component: booksPage(() => import("./routes/approvals-page.tsx"), "ApprovalsPage"),
});
const closeMonth = createRoute({
  getParentRoute: () => desk,
  path: "/reconcile/months/$month",
  beforeLoad: only("readSettlement"),
  component: booksPage(() => import("./routes/month-close-page.tsx"), "MonthClosePage"),
});
const closeDay = createRoute({
  getParentRoute: () => desk,
  path: "/reconcile/$day/close",
  beforeLoad: only("readSettlement"),
  component: booksPage(() => import("./routes/close-page.tsx"), "ClosePage"),
});
const statements = createRoute({
  getParentRoute: () => desk,
  path: "/reconcile/statements",
  beforeLoad: only("readSettlement"),
  component: booksPage(() => import("./routes/statements-page.tsx"), "StatementsPage"),
});
const statement = createRoute({
  getParentRoute: () => desk,
  path: "/reconcile/statements/$fileId",
  beforeLoad: only("readSettlement"),
  component: booksPage(() => import("./routes/statement-page.tsx"), "StatementPage"),
});
const day = createRoute({
  getParentRoute: () => desk,
  path: "/reconcile/$day",
  beforeLoad: only("readSettlement"),
  validateSearch: daySearchSchema,
  component: booksPage(() => import("./routes/day-page.tsx"), "DayPage"),
});

const notifications = createRoute({
  getParentRoute: () => desk,
  path: "/notifications",
  beforeLoad: only("readNotifications"),
  validateSearch: notificationsSearchSchema,
  component: lazyRouteComponent(() => import("./routes/notifications-page.tsx"), "NotificationsPage"),
});
const notification = createRoute({
  getParentRoute: () => notifications,
  path: "$notificationId",
  component: lazyRouteComponent(() => import("./routes/notification-drawer.tsx"), "NotificationDrawer"),
});
const evidence = createRoute({
  getParentRoute: () => desk,
  path: "/evidence/$paymentId",
  beforeLoad: only("readNotifications"),
  component: lazyRouteComponent(() => import("./routes/evidence-page.tsx"), "EvidencePage"),
});
const health = createRoute({
  getParentRoute: () => desk,
  path: "/lights", // `/health` is the server's own answer to machines
  beforeLoad: only("readHealth"),
  component: lazyRouteComponent(() => import("./routes/health-page.tsx"), "HealthPage"),
});

const keys = createRoute({
  getParentRoute: () => desk,
  path: "/developers",
  beforeLoad: only("manageAccess"),
  component: lazyRouteComponent(() => import("./routes/keys-page.tsx"), "KeysPage"),
});
const webhooks = createRoute({
  getParentRoute: () => desk,
  path: "/developers/webhooks",
  beforeLoad: only("manageWebhooks"),
  component: lazyRouteComponent(() => import("./routes/webhooks-page.tsx"), "WebhooksPage"),
});
const deliveries = createRoute({
  getParentRoute: () => desk,
  path: "/developers/deliveries",
  beforeLoad: only("manageWebhooks"),
  validateSearch: deliveriesSearchSchema,
  component: lazyRouteComponent(() => import("./routes/deliveries-page.tsx"), "DeliveriesPage"),
});
const delivery = createRoute({
  getParentRoute: () => deliveries,
  path: "$deliveryId",
  component: lazyRouteComponent(() => import("./routes/delivery-drawer.tsx"), "DeliveryDrawer"),
});

const today = createRoute({
  getParentRoute: () => desk,
  path: "/today",
  beforeLoad: only("readOrders"),
  validateSearch: todaySearchSchema,
  component: lazyRouteComponent(() => import("./routes/today-page.tsx"), "TodayPage"),
});
const me = createRoute({
  getParentRoute: () => desk,
  path: "/me",
  component: lazyRouteComponent(() => import("./routes/me-page.tsx"), "MePage"),
});

const routeTree = root.addChildren([
  signIn,
  desk.addChildren([
    home,
    collect,
    collected,
    orders.addChildren([order, refund]),
    refunds.addChildren([oneRefund]),
    cases.addChildren([oneCase]),
    reconcile,
    breaks,
    payouts,
    approvals,
    reports,
    boundary,
    rules,
    closeMonth,
    closeDay,
    statements,
    statement,
    day,
    notifications.addChildren([notification]),
    evidence,
    health,
    keys,
    webhooks,
    deliveries.addChildren([delivery]),
    today,
    me,
  ]),
]);

export const router = createRouter({
  routeTree,
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPreload: "intent",
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: NoSuchPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
