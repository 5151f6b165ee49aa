import { serve } from "../wire/serve";
import { RandomProvider } from "./provider";

serve(() => new RandomProvider());
