package standin;

import java.util.Map;

/**
 * The two POSTs that register and change clusters. The status code says little: 400 is a wrong form, and everything else, success and
 * failure, is 200 with a page.
 */
final class Registration {
    private final Commands commands;
    private final Features features;

    Registration(Commands commands, Features features) {
        this.commands = commands;
        this.features = features;
    }

    /** {@code POST /clusters} */
    Answer add(ClusterForm form) {
        if (!features.has(Features.Feature.KMClusterManagerFeature)) {
            return disabled(Features.Feature.KMClusterManagerFeature);
        }
        if (!form.errors().isEmpty()) {
            StringBuilder html = new StringBuilder("<form>");
            for (Map.Entry<String, String> error : form.errors().entrySet()) {
                html.append(String.format(
                        "<label>%s</label><div id=\"%s_error_0\" class=\"invalid-feedback\">%s</div>",
                        error.getKey(), error.getKey(), Html.escape(error.getValue())));
            }
            return Answer.html(400, Html.page("Add Cluster", html.append("</form>").toString()));
        }
        return carryOut("Add Cluster", () -> commands.add(form.config()));
    }

    /** {@code POST /clusters/NAME}: which cluster is updated is decided by the body. */
    Answer change(String name, ClusterForm form) {
        if (!features.has(Features.Feature.KMClusterManagerFeature)) {
            return disabled(Features.Feature.KMClusterManagerFeature);
        }
        return switch (form.operation()) {
            case "Enable" -> carryOut("Enable Cluster", () -> commands.enable(name, true));
            case "Disable" -> carryOut("Disable Cluster", () -> commands.enable(name, false));
            case "Delete" -> carryOut("Delete Cluster", () -> commands.delete(name));
            case "Update" -> form.errors().isEmpty()
                    ? carryOut("Update Cluster", () -> commands.update(form.config()))
                    : Answer.html(400, Html.page("Update Cluster", ""));
            default -> Answer.html(400, Html.page("Unknown operation", ""));
        };
    }

    /** What a switched-off action answers: 200, and nothing is changed. */
    static Answer disabled(Features.Feature feature) {
        return Answer.html(200, Html.page("Feature disabled", Html.danger("Feature disabled " + feature)));
    }

    private interface Work {
        void run() throws Mailbox.AskTimeout;
    }

    private static Answer carryOut(String title, Work work) {
        try {
            work.run();
            return Answer.html(200, Html.page(title, Html.success("Done!")));
        } catch (Mailbox.AskTimeout | RuntimeException e) {
            return Answer.html(200, Html.page(title, Html.danger(e.getMessage())));
        }
    }
}
