import { serve } from "../wire/serve";
import { KubernetesProvider } from "./provider";

serve((engine) => new KubernetesProvider(engine));
