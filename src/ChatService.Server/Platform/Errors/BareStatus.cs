using ChatService.Contracts;
using ChatService.Server.Platform.Http;

namespace ChatService.Server.Platform.Errors;

/// <summary>Answers that the framework leaves without a body (no such path, wrong method, wrong content type) become problem details, too.</summary>
public static class BareStatus
{
    /// <summary>Under <c>/api</c> only: pages and files keep their bare status.</summary>
    public static IApplicationBuilder UseProblemsForBareStatus(this IApplicationBuilder app) => app.UseStatusCodePages(context =>
    {
        var http = context.HttpContext;
        var refusal = RequestTarget.IsApi(http) ? Of(http.Response.StatusCode) : null;
        return refusal?.ToProblem(status: http.Response.StatusCode).ExecuteAsync(http) ?? Task.CompletedTask;
    });

    private static Refusal? Of(int status) => status switch
    {
        StatusCodes.Status404NotFound => Refusal.NotFound("call"),
        StatusCodes.Status405MethodNotAllowed => Refusal.Invalid("This call takes another method."),
        StatusCodes.Status413PayloadTooLarge => new Refusal(ErrorCode.TooLarge, "The request is too large."),
        StatusCodes.Status415UnsupportedMediaType => Refusal.Invalid("This call takes another content type."),
        StatusCodes.Status400BadRequest => Refusal.Invalid("The request could not be read."),
        _ => null,
    };
}
