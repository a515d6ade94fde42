import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Redirect, Route, Router, Switch } from "wouter";
import { AlertTray } from "../desk/alerts/AlertTray";
import { LiveShell } from "../desk/LiveShell";
import { LinkBar } from "../desk/status/LinkBar";
import { StatusPicker } from "../desk/status/StatusPicker";
import { ApiError } from "./api";
import { ErrorBoundary } from "./ErrorBoundary";
import { I18nProvider } from "./i18n";
import { Layout } from "./Layout";
import classes from "./Layout.module.css";
import { LoginPage } from "./LoginPage";
import { Loading, NotFound, ServerAway } from "./pages";
import { RequireRole } from "./RequireRole";
import { SessionProvider, useSession } from "./session";
import { cssVariables, theme } from "./theme";
import { WelcomePage } from "./WelcomePage";

const Account = lazy(() => import("../account/AccountPage"));
const Desk = lazy(() => import("../desk/DeskPage"));
const People = lazy(() => import("../people/PeoplePage"));
const Person = lazy(() => import("../people/PersonPage"));
const Search = lazy(() => import("../desk/SearchPage"));
const Admin = lazy(() => import("../admin/AdminRoutes"));
const Reports = lazy(() => import("../reports/ReportsRoutes"));

function newQueryClient() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, error) =>
          count < 3 && (!(error instanceof ApiError) || error.status === 0 || error.status === 503),
      },
    },
  });
}

export function App() {
  const [queries] = useState(newQueryClient);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <I18nProvider>
        <Notifications
          position="top-right"
          containerWidth={320}
          autoClose={5000}
          transitionDuration={120}
          limit={4}
          classNames={{ root: classes.toasts ?? "" }}
        />
        <ErrorBoundary>
          <QueryClientProvider client={queries}>
            <SessionProvider>
              <Router base="/console">
                <Gate />
              </Router>
            </SessionProvider>
          </QueryClientProvider>
        </ErrorBoundary>
      </I18nProvider>
    </MantineProvider>
  );
}

function Gate() {
  const { state } = useSession();
  if (state.kind === "checking") return <Loading />;
  if (state.kind === "unreachable") return <ServerAway />;
  if (location.pathname.endsWith("/welcome") && state.kind !== "in") return <WelcomePage />;
  if (state.kind === "out") return <LoginPage ended={state.ended} known={state.email} />;
  return (
    <LiveShell>
      <Layout
        status={
          <>
            <AlertTray />
            <StatusPicker />
          </>
        }
        banner={<LinkBar />}
      >
        <ErrorBoundary>
          <Suspense fallback={<Loading />}>
            <Switch>
              <Route path="/" component={Desk} />
              <Route path="/c/:id" component={Desk} />
              <Route path="/search" component={Search} />
              <Route path="/account" component={Account} />
              <Route path="/welcome">
                <Redirect to="/" />
              </Route>
              <Route path="/people" component={People} />
              <Route path="/people/:id" component={Person} />
              <Route path="/admin" nest>
                <RequireRole atLeast="supervisor">
                  <Admin />
                </RequireRole>
              </Route>
              <Route path="/reports" nest>
                <RequireRole atLeast="supervisor">
                  <Reports />
                </RequireRole>
              </Route>
              <Route path="/index.html">
                <Redirect to="/" />
              </Route>
              <Route component={NotFound} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </Layout>
    </LiveShell>
  );
}
