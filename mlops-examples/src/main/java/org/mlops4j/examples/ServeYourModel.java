package org.mlops4j.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.mlops4j.Mlops;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.Features;
import org.mlops4j.data.Scores;
import org.mlops4j.data.Table;
import org.mlops4j.identity.Actor;
import org.mlops4j.model.Model;
import org.mlops4j.model.ModelFiles;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.serving.ServedModel;

/** A model of your own, here a lambda that prices taxi rides: served with every call logged, and watched for drift. */
public final class ServeYourModel {

    private static final Actor ME = Actor.human("you@example.org");
    private static final Features<Ride> FEATURES = Features.of(Ride.class);

    private ServeYourModel() {}

    /** What the model is asked about; the library reads the names and types of its fields from here. */
    record Ride(double kilometres, boolean night) {}

    /** Serves in a home of its own, and prints what monitoring sees. */
    public static void main(String[] args) throws IOException {
        run(Files.createTempDirectory("serve-your-model"), System.out);
    }

    static void run(Path folder, PrintStream out) throws IOException {
        try (Mlops mlops = open(folder.resolve("home"), out)) {
            register(mlops, folder);
            for (int times : new int[] {1, 3}) {
                MonitoringReport report = serve(mlops, rides(times));
                out.println(report.predictions() + " calls logged; "
                        + report.drift().orElseThrow().explain());
            }
        }
    }

    /** A home whose alerts are heard: here they are printed, elsewhere they page somebody. */
    static Mlops open(Path home, PrintStream out) {
        return Mlops.builder()
                .home(home)
                .listener(event -> {
                    if (event instanceof Alert alert) {
                        out.println("ALERT on " + alert.version().id() + ": "
                                + alert.result().description());
                    }
                })
                .open();
    }

    /** The tariff is the model's file; the rides it was made for are the reference that later ones are held against. */
    static ModelVersion register(Mlops mlops, Path folder) throws IOException {
        Path tariff = Files.writeString(folder.resolve("tariff.txt"), "3.50 2.20");
        ModelVersion version = mlops.registry()
                .register(
                        Registration.of("fare")
                                .file("tariff.txt", tariff)
                                .features(FEATURES)
                                .profile(Profiles.reference(Table.of(rides(1), FEATURES)))
                                .build(),
                        ME,
                        "tariff of this year");
        mlops.registry().moveAlias("fare", "champion", version.number(), ME, "go live");
        return version;
    }

    /** Asks the champion about each ride, then looks at all that was logged. */
    static MonitoringReport serve(Mlops mlops, List<Ride> rides) {
        try (ServedModel<Ride, Double> fare = mlops.serving()
                .serve("fare@champion", ServeYourModel::load)
                .features(FEATURES)
                .scores(Scores.regression((Double euros) -> euros))
                .open()) {
            rides.forEach(fare::predict);
        }
        mlops.predictions().flush(Duration.ofSeconds(10));
        return mlops.monitoring().monitor("fare").run();
    }

    /** Rides of half a kilometre to twenty, or so many times as long; every fourth by night. */
    static List<Ride> rides(int times) {
        return IntStream.rangeClosed(1, 2_000)
                .mapToObj(i -> new Ride(i % 40 * 0.5 * times, i % 4 == 0))
                .toList();
    }

    private static Model<Ride, Double> load(ModelFiles files) throws IOException {
        String[] tariff = Files.readString(files.path("tariff.txt")).split(" ");
        double start = Double.parseDouble(tariff[0]);
        double perKilometre = Double.parseDouble(tariff[1]);
        return Model.of(ride -> (start + perKilometre * ride.kilometres()) * (ride.night() ? 1.2 : 1));
    }
}
